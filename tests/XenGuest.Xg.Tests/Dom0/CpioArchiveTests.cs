using System.IO;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Provision.Dom0;

namespace XenGuest.Xg.Tests.Dom0;

public class CpioArchiveTests
{
    [Fact]
    public void An_archive_has_headers_names_and_contents_each_at_a_multiple_of_four()
    {
        using MemoryStream file = new();
        CpioArchive archive = new(file);
        archive.AddFolder("/a");
        archive.AddFile("a/file", "12345"u8);
        archive.AddLink("link", "a/file");
        archive.Complete();

        Assert.Equal(
            "0707010000000100" + "0041ed" + "0000000000000000" + "00000001" + "00000000" + "00000000" + "00000000000000000000000000000000" + "00000002" + "00000000" + "a|"
            + "0707010000000200" + "0081ed" + "0000000000000000" + "00000001" + "00000000" + "00000005" + "00000000000000000000000000000000" + "00000007" + "00000000" + "a/file||||" + "12345|||"
            + "0707010000000300" + "00a1ff" + "0000000000000000" + "00000001" + "00000000" + "00000006" + "00000000000000000000000000000000" + "00000005" + "00000000" + "link||" + "a/file||"
            + "0707010000000400" + "000000" + "0000000000000000" + "00000001" + "00000000" + "00000000" + "00000000000000000000000000000000" + "0000000b" + "00000000" + "TRAILER!!!||||",
            System.Text.Encoding.ASCII.GetString(file.ToArray()).Replace('\0', '|'));
        Assert.Equal(0, file.Length % 4);
    }

    [Fact]
    public async Task A_second_archive_may_follow()
    {
        string folder = Directory.CreateTempSubdirectory("xenguest-cpio-").FullName;
        string first = Path.Combine(folder, "first");
        string program = Path.Combine(folder, "program");
        string both = Path.Combine(folder, "both");
        try
        {
            await using (FileStream file = File.Create(first))
            {
                new CpioArchive(file).Complete();
            }

            await File.WriteAllTextAsync(program, "#!");
            await Rig.Dom0.FirstProgram.AppendAsync(first, program, both, default);

            string text = await File.ReadAllTextAsync(both);
            Assert.StartsWith("070701", text[(int)new FileInfo(first).Length..], System.StringComparison.Ordinal);
            Assert.Contains("init\0\0#!\0\0070701", text, System.StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
