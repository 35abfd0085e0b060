using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace XenGuest.Machine.Tests;

public unsafe class CommandLineWordsTests
{
    private static readonly char[] s_alphabet = ['a', 'b', '=', '"', ' ', '\t', 'ß', '世'];

    [Theory]
    [InlineData("")]
    [InlineData("  \t ")]
    [InlineData("one", "one")]
    [InlineData("  one\ttwo  ", "one", "two")]
    [InlineData("\"two words\" three", "two words", "three")]
    [InlineData("a\"b c\"d", "ab cd")]
    [InlineData("\"\" x", "", "x")]
    [InlineData("a\"\"", "a")]
    [InlineData("\"never closed ", "never closed ")]
    [InlineData("DOTNET_X=\"a b\"", "DOTNET_X=a b")]
    public void A_line_is_these_words(string line, params string[] words)
    {
        Assert.Equal(words, Split(line));
    }

    [Theory]
    [InlineData("one \"two\"", false)]
    [InlineData("one \"two", true)]
    [InlineData("one\"", true)]
    [InlineData("", false)]
    public void A_quote_that_is_not_closed_is_noticed(string line, bool expected)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(line), 0];
        fixed (byte* start = text)
        {
            CommandLineWords words = new(start);
            while (words.TryTake(out _))
            {
            }

            Assert.Equal(expected, words.HasOpenQuote);
        }
    }

    [Fact]
    public void Any_line_is_what_a_plain_splitter_makes_of_it()
    {
        Arbitrary<string> lines = Gen.Elements(s_alphabet).ArrayOf().Select(static characters => new string(characters)).ToArbitrary();
        Prop.ForAll(lines, static line => Assert.Equal(PlainSplit(line), Split(line))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("DOTNET_X", "DOTNET_", true)]
    [InlineData("DOTNET_", "DOTNET_", true)]
    [InlineData("DOTNET", "DOTNET_", false)]
    [InlineData("", "a", false)]
    [InlineData("a", "", true)]
    public void A_prefix_is_recognized_and_nothing_behind_the_end_is_read(string word, string prefix, bool expected)
    {
        byte[] text = [.. Encoding.ASCII.GetBytes(word), 0];
        fixed (byte* start = text)
        {
            Assert.Equal(expected, CommandLineWords.StartsWith(start, Encoding.ASCII.GetBytes(prefix)));
        }
    }

    private static List<string> Split(string line)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(line), 0];
        List<string> words = [];
        fixed (byte* start = text)
        {
            CommandLineWords remaining = new(start);
            while (remaining.TryTake(out byte* word))
            {
                Assert.InRange((nint)word, (nint)start, (nint)start + text.Length - 1);
                words.Add(Marshal.PtrToStringUTF8((nint)word)!);
            }
        }

        return words;
    }

    private static List<string> PlainSplit(string line)
    {
        List<StringBuilder> words = [];
        bool inWord = false;
        bool quoted = false;
        foreach (char character in line)
        {
            bool separates = !quoted && character is ' ' or '\t' && !quoted;
            if (separates)
            {
                inWord = false;
                continue;
            }

            if (!inWord)
            {
                words.Add(new StringBuilder());
                inWord = true;
            }

            if (character == '"')
            {
                quoted = !quoted;
            }
            else
            {
                words[^1].Append(character);
            }
        }

        return [.. words.Select(static word => word.ToString())];
    }
}
