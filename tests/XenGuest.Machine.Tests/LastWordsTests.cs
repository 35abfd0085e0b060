using System.Linq;
using System.Text;
using Xunit;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.Tests;

[Collection(nameof(MachineState))]
public unsafe class LastWordsTests
{
    public LastWordsTests()
    {
        MachineState.Reset(typeof(LastWords));
        Hypercalls.Written.Clear();
    }

    [Fact]
    public void Without_words_nothing_is_added() => Assert.Equal("aborted\n", Verdict());

    [Theory]
    [InlineData("Unhandled exception. X: why\n   at A\nthe end\n")]
    [InlineData("Unhandled exception. X: why")]
    [InlineData("Unhandled exc|eption. X: |why\n|   at A|\n")]
    [InlineData("|Unhandled exception. X: why|\n|and more")]
    public void The_first_line_is_added_however_it_was_cut(string written) =>
        Assert.Equal("aborted: Unhandled exception. X: why\n", Verdict(written.Split('|')));

    [Fact]
    public void A_long_line_is_cut_and_the_verdict_still_ends()
    {
        string verdict = Verdict(new string('a', 100), new string('b', 400), "\nnext\n");

        Assert.Equal("aborted: " + new string('a', 100) + new string('b', 92) + "\n", verdict);
    }

    private static string Verdict(params string[] written)
    {
        foreach (byte[] piece in written.Select(Encoding.UTF8.GetBytes))
        {
            fixed (byte* text = piece)
            {
                LastWords.Hear(text, (ulong)piece.Length);
            }
        }

        TextLine line = default;
        line.Add("aborted"u8);
        LastWords.AddTo(ref line);
        line.Write();
        return Hypercalls.Written.ToString();
    }
}
