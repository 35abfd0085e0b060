using System;
using XenGuest.Machine.Terminal;
using Xunit;

namespace XenGuest.Machine.Tests.Terminal;

/// <summary>Typed characters become lines as at any terminal.</summary>
[Collection(nameof(MachineState))]
public sealed class ConsoleInputTests : IDisposable
{
    private readonly OtherEnd _other = new();

    public ConsoleInputTests() => RingConsole.Start();

    public void Dispose() => _other.Dispose();

    [Theory]
    [InlineData("abc\r", "abc\n", "abc\r\n")]
    [InlineData("abc\n", "abc\n", "abc\r\n")]
    [InlineData("abx\bc\r", "abc\n", "abx\b \bc\r\n")]
    [InlineData("\u007fa\r", "a\n", "a\r\n")]
    [InlineData("xyz\u0015abc\r", "abc\n", "xyz\b \b\b \b\b \babc\r\n")]
    [InlineData("ab\u0004", "ab", "ab")]
    public void A_line_is_shown_and_mended(string typed, string read, string shown)
    {
        Type(typed);
        Assert.Equal(read, OtherEnd.Read());
        Assert.Equal(shown, _other.Take());
        Assert.False(RingConsole.CanRead);
    }

    [Fact]
    public void A_character_of_several_bytes_is_taken_back_as_one()
    {
        Type("aé\b\b€b\r");
        Assert.Equal("€b\n", OtherEnd.Read());
    }

    [Fact]
    public void The_end_of_the_input_is_read_once()
    {
        Type("\u0004");
        Assert.True(RingConsole.CanRead);
        Assert.Equal(string.Empty, OtherEnd.Read());
        Assert.False(RingConsole.CanRead);
        Type("more\r");
        Assert.Equal("more\n", OtherEnd.Read());
    }

    [Fact]
    public void A_read_takes_one_line_and_the_next_the_rest()
    {
        Type("one\rtwo\r");
        Assert.Equal("on", OtherEnd.Read(2));
        Assert.Equal("e\n", OtherEnd.Read());
        Assert.Equal("two\n", OtherEnd.Read());
    }

    [Fact]
    public void A_line_that_fills_all_room_ends_there()
    {
        for (int i = 0; i < 5; i++)
        {
            Type(new string('x', 1000));
            _other.Take();
        }

        Assert.True(RingConsole.CanRead);
        Assert.Equal(new string('x', 256), OtherEnd.Read());
    }

    private void Type(string text)
    {
        _other.Type(text);
        RingConsole.TakeEvent();
    }
}
