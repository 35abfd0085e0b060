using System;
using System.IO;
using Xunit;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Tests;

public sealed class BuildRecordTests : IDisposable
{
    private static readonly DateTime s_edited = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // The sources of the checkout are older than this, so only the guest's own decide.
    private static readonly DateTime s_built = DateTime.UtcNow.AddHours(1);

    private readonly string _folder = Directory.CreateDirectory(Checkout.PathOf(Path.Combine("artifacts", $"record-{Guid.NewGuid():N}"))).FullName;
    private readonly string _image;
    private readonly string _source;
    private readonly BuildRecord _record;

    public BuildRecordTests()
    {
        string project = Path.Combine(_folder, "guest.csproj");
        _image = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName, "guest");
        _source = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName, "Program.cs");
        Directory.CreateDirectory(Path.Combine(_folder, "obj"));
        foreach (string file in (string[])[project, _image, _source])
        {
            File.WriteAllText(file, string.Empty);
            File.SetLastWriteTimeUtc(file, s_edited);
        }

        _record = new BuildRecord(project, BuildRecord.GuestSources);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_guest_that_was_never_published_has_no_image()
    {
        Assert.Null(_record.CurrentImage());
    }

    [Fact]
    public void A_guest_that_has_not_changed_has_its_last_image()
    {
        _record.Write(_image, s_built);

        Assert.Equal(_image, _record.CurrentImage());
    }

    [Fact]
    public void A_source_that_changed_after_the_build_started_makes_the_image_old()
    {
        _record.Write(_image, s_built);
        File.SetLastWriteTimeUtc(_source, s_built.AddSeconds(1));

        Assert.Null(_record.CurrentImage());
    }

    [Fact]
    public void A_folder_that_lost_a_source_makes_the_image_old()
    {
        _record.Write(_image, s_built);
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(_source)!, s_built.AddSeconds(1));

        Assert.Null(_record.CurrentImage());
    }

    [Fact]
    public void An_image_that_is_gone_is_not_current()
    {
        _record.Write(_image, s_built);
        File.Delete(_image);

        Assert.Null(_record.CurrentImage());
    }

    [Fact]
    public void What_the_build_itself_writes_does_not_make_the_image_old()
    {
        _record.Write(_image, s_built);
        File.SetLastWriteTimeUtc(_image, s_built.AddSeconds(9));

        Assert.Equal(_image, _record.CurrentImage());
    }
}
