using Xunit;
using XenGuest.Xg.Elf;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Tests;

public class BacktraceTests
{
    private readonly Backtrace _backtrace = new(new SymbolTable(
    [
        new ElfSymbol(0x401000, 0x20, "Guest_Program__Main"),
        new ElfSymbol(0x401020, 0x10, "Guest_Program__Next"),
        new ElfSymbol(0x401020, 0, "label"),
        new ElfSymbol(0x500000, 0, "emitted_label"),
    ]), loadAddress: 0x400000);

    [Theory]
    [InlineData(" at 0x401012", " at 0x401012 Guest_Program__Main + 0x12")]
    [InlineData("   at 0x0000000000401012 ", "   at 0x0000000000401012 Guest_Program__Main + 0x12 ")]
    [InlineData("at 0x401021", "at 0x401021 Guest_Program__Next + 0x1")]
    [InlineData(" at 0x500010", " at 0x500010 emitted_label + 0x10")]
    public void An_address_on_a_line_of_its_own_is_named(string line, string named)
    {
        Assert.Equal(named, _backtrace.Name(line));
    }

    [Fact]
    public void The_first_address_is_exact_and_those_that_follow_are_return_addresses()
    {
        Assert.Equal("  at 0x401020 Guest_Program__Next + 0x0", _backtrace.Name("  at 0x401020"));

        // The call before this address never returns and ends its function.
        Assert.Equal("  at 0x401020 Guest_Program__Main + 0x20", _backtrace.Name("  at 0x401020"));
    }

    [Theory]
    [InlineData("   at guest!<BaseAddress>+0x1012", "   at guest!<BaseAddress>+0x1012 Guest_Program__Main + 0x12")]
    [InlineData("   at guest!<BaseAddress>+0x1020", "   at guest!<BaseAddress>+0x1020 Guest_Program__Main + 0x20")]
    [InlineData("   at guest!<BaseAddress>+0xffffffffffffffff", "   at guest!<BaseAddress>+0xffffffffffffffff")]
    public void A_frame_of_an_exception_is_a_return_address_in_the_image(string line, string named)
    {
        Assert.Equal(named, _backtrace.Name(line));
    }

    [Fact]
    public void A_line_between_ends_a_backtrace()
    {
        _backtrace.Name("  at 0x401020");
        _backtrace.Name("fault: again");

        Assert.Equal("  at 0x401020 Guest_Program__Next + 0x0", _backtrace.Name("  at 0x401020"));
    }

    [Theory]
    [InlineData(" at 0x400fff")]
    [InlineData(" at 0x600000")]
    [InlineData(" at 0x11112222333344445")]
    [InlineData("look at 0x401012")]
    [InlineData(" at 401012")]
    [InlineData(" at 0x")]
    [InlineData("")]
    public void Any_other_line_stays_as_it_is(string line)
    {
        Assert.Equal(line, _backtrace.Name(line));
    }

    [Theory]
    [InlineData("S_P_CoreLib_System_String__Concat", "System_String__Concat")]
    [InlineData("rich_P__Fib_d__11__MoveNext", "rich_P__Fib (async)")]
    [InlineData("rich_P___c__DisplayClass17_0___Main_b__4", "rich_P__Main (lambda)")]
    [InlineData("rich_P___c___Main_b__17_0", "rich_P__Main (lambda)")]
    [InlineData("rich_P___c__DisplayClass17_0___Main_b__6_d__MoveNext", "rich_P__Main (lambda)")]
    [InlineData("memcpy", "memcpy")]
    public void Names_of_NativeAOT_become_readable(string symbol, string name)
    {
        Assert.Equal(name, SymbolName.Demangle(symbol));
    }
}
