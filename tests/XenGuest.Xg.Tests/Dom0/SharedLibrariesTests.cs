using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;
using XenGuest.Xg.Provision.Dom0;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Tests.Dom0;

public sealed class SharedLibrariesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xenguest-libraries-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Libraries_are_found_with_those_that_they_need()
    {
        Write("usr/lib/x86_64-linux-gnu/liba.so.1", "libb.so.2", "libc.so.6");
        Write("usr/lib/x86_64-linux-gnu/libb.so.2", "liba.so.1");
        Write("lib/x86_64-linux-gnu/libc.so.6");
        SharedLibraries libraries = new(_folder);

        libraries.AddNeededBy(Write("bin/program", "liba.so.1"));

        Assert.Equal(["liba.so.1", "libb.so.2", "libc.so.6"], libraries.Found.Keys);
        Assert.Equal(Path.Combine(_folder, "lib/x86_64-linux-gnu/libc.so.6"), libraries.Found["libc.so.6"]);
    }

    [Fact]
    public void A_library_that_no_package_has_is_named_with_the_program_that_needs_it()
    {
        XgException error = Assert.Throws<XgException>(() => new SharedLibraries(_folder).AddNeededBy(Write("bin/program", "libz.so.1")));

        Assert.Contains("libz.so.1, which program needs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_needs_nothing()
    {
        string script = Path.Combine(_folder, "script");
        File.WriteAllText(script, "#!/bin/sh\n");
        SharedLibraries libraries = new(_folder);

        libraries.AddNeededBy(script);

        Assert.Empty(libraries.Found);
    }

    private string Write(string name, params string[] needed)
    {
        string file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        byte[] dynamic = new byte[needed.Length * 16];
        int nameAt = 1;
        for (int index = 0; index < needed.Length; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(dynamic.AsSpan(index * 16), 1);
            BinaryPrimitives.WriteUInt64LittleEndian(dynamic.AsSpan(index * 16 + 8), (ulong)nameAt);
            nameAt += needed[index].Length + 1;
        }

        byte[] names = Encoding.ASCII.GetBytes($"\0{string.Concat(needed.Select(static one => one + "\0"))}");
        File.WriteAllBytes(file, SectionBuilder.Build((".dynamic", dynamic), (".dynstr", names)));
        return file;
    }
}
