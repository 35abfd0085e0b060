using System;
using System.IO;
using System.Linq;
using Xunit;
using XenGuest.Xg.Provision.Dom0;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Tests.Dom0;

public sealed class KernelModulesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xenguest-modules-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void What_a_module_needs_comes_before_it_and_each_comes_once()
    {
        Write("fs/9p/9p", "netfs,9pnet");
        Write("net/9p/9pnet", string.Empty);
        Write("net/9p/9pnet_virtio", "virtio,9pnet");
        Write("fs/netfs", string.Empty);
        Write("drivers/virtio", "virtio-ring");
        Write("drivers/virtio-ring", string.Empty);

        Assert.Equal(
            ["virtio-ring", "virtio", "9pnet", "9pnet_virtio", "netfs", "9p"],
            KernelModules.InOrder(_folder, ["9pnet_virtio", "9p", "virtio"]).Select(Path.GetFileNameWithoutExtension));
    }

    [Fact]
    public void A_module_that_is_not_there_is_named()
    {
        Write("fs/9p", "fscache");

        XgException error = Assert.Throws<XgException>(() => KernelModules.InOrder(_folder, ["9p"]));

        Assert.Contains("fscache", error.Message, StringComparison.Ordinal);
    }

    private void Write(string name, string needs)
    {
        string file = Path.Combine(_folder, name + ".ko");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, SectionBuilder.Build((".modinfo", System.Text.Encoding.ASCII.GetBytes($"license=GPL\0depends={needs}\0name=x\0"))));
    }
}
