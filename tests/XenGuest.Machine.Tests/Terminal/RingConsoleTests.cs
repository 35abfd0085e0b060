using System;
using System.Linq;
using System.Text;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Tests.Threads;
using XenGuest.Machine.Xen;
using Xunit;

namespace XenGuest.Machine.Tests.Terminal;

/// <summary>What is written comes out of the ring as it was written; nobody waits for ever; the other end may do as it likes.</summary>
[Collection(nameof(MachineState))]
public sealed unsafe class RingConsoleTests : IDisposable
{
    private const ulong Patience = 2_000_000_000;

    private readonly OtherEnd _other = new();

    public RingConsoleTests() => RingConsole.Start();

    public void Dispose() => _other.Dispose();

    [Fact]
    public void A_machine_without_the_parameter_has_no_ring()
    {
        MachineState.Reset(typeof(RingConsole));
        Hypercalls.Parameters.Clear();
        RingConsole.Start();
        Assert.False(RingConsole.IsThere);
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(1ul << 20)]
    [InlineData(ulong.MaxValue)]
    public void A_page_that_cannot_be_reached_is_no_ring(ulong page)
    {
        MachineState.Reset(typeof(RingConsole));
        Hypercalls.Parameters[HvmParameter.ConsolePage] = page;
        RingConsole.Start();
        Assert.False(RingConsole.IsThere);
    }

    [Fact]
    public void Text_is_there_at_once_with_the_line_ends_of_a_terminal_and_an_event()
    {
        OtherEnd.Write("one\ntwo");
        Assert.Equal("one\r\ntwo", _other.Take());
        Assert.Equal([OtherEnd.Port], Hypercalls.Notified);
    }

    [Fact]
    public void An_end_that_is_at_work_is_told_again_only_when_it_has_taken_something_or_after_a_time()
    {
        OtherEnd.Write("one");
        OtherEnd.Write("two");
        Assert.Single(Hypercalls.Notified);

        Assert.Equal("o", _other.Take(1));
        RingConsole.TakeEvent();
        Assert.Equal(2, Hypercalls.Notified.Count);
        Clock.Time = RingConsole.Deadline;
        RingConsole.Look(Clock.Time);
        Assert.Equal(3, Hypercalls.Notified.Count);

        Assert.Equal("netwo", _other.Take());
        RingConsole.TakeEvent();
        Assert.Equal(3, Hypercalls.Notified.Count);
        Assert.Equal(ulong.MaxValue, RingConsole.Deadline);
        OtherEnd.Write("three");
        Assert.Equal(4, Hypercalls.Notified.Count);
    }

    [Fact]
    public void More_than_the_ring_holds_comes_in_its_order_as_room_is_made()
    {
        string text = string.Concat(Enumerable.Range(0, 2000).Select(number => $"{number} "));
        OtherEnd.Write(text);
        Assert.NotEqual(ulong.MaxValue, RingConsole.Deadline);

        StringBuilder seen = new();
        while (RingConsole.Deadline != ulong.MaxValue)
        {
            seen.Append(_other.Take(700));
            Clock.Time = RingConsole.Deadline;
            RingConsole.Look(Clock.Time);
        }

        Assert.Equal(text, seen.Append(_other.Take()).ToString());
    }

    [Fact]
    public void A_writer_waits_for_room_and_its_call_begins_anew()
    {
        while (RingConsole.CanWrite)
        {
            OtherEnd.Write(new string('x', 4096));
        }

        using ThreadBlocks threads = new(1);
        threads[0]->RestartableCall = 1;
        threads[0]->Registers.Rip = 100;
        Assert.Equal(1, RingConsole.WaitForRoom(threads[0]));
        Assert.Equal(ThreadState.Blocked, threads[0]->State);

        _other.Take();
        RingConsole.TakeEvent();
        _other.Take();
        RingConsole.TakeEvent();
        _other.Take();
        RingConsole.TakeEvent();

        Assert.Equal([0], WokenThreads.Take());
        Assert.Equal(98ul, threads[0]->Registers.Rip);
        Assert.Equal(1ul, threads[0]->Registers.Rax);
    }

    [Fact]
    public void An_end_that_takes_nothing_is_given_up_and_what_is_left_out_is_told_when_it_goes_on()
    {
        while (RingConsole.CanWrite)
        {
            OtherEnd.Write(new string('x', 4096));
        }

        using ThreadBlocks threads = new(1);
        RingConsole.WaitForRoom(threads[0]);
        ulong begin = Clock.Time;
        while (!RingConsole.CanWrite)
        {
            Clock.Time = RingConsole.Deadline;
            RingConsole.Look(Clock.Time);
            Assert.InRange(Clock.Time - begin, 0ul, Patience + 10_000_000);
        }

        Assert.Equal([0], WokenThreads.Take());
        OtherEnd.Write(new string('y', 10_000));
        OtherEnd.Write(new string('z', 10_000));

        StringBuilder seen = new();
        for (string part = _other.Take(); part.Length != 0; part = _other.Take())
        {
            seen.Append(part);
            RingConsole.TakeEvent();
        }

        string text = seen.ToString();
        string told = text[text.IndexOf("machine:", StringComparison.Ordinal)..];
        int shown = text.Count(static character => character is 'y' or 'z');
        Assert.Equal($"machine: the console took nothing for a time; characters left out: {20_000 - shown}\r\n", told);
        Assert.True(shown < 20_000);
        Assert.True(RingConsole.CanWrite);
    }

    [Theory]
    [InlineData(2049u)]
    [InlineData(uint.MaxValue)]
    [InlineData(0x8000_0000u)]
    public void Indices_that_make_no_sense_are_a_full_ring_and_an_empty_one(uint ahead)
    {
        _other.Page->OutConsumer = _other.Page->OutProducer - ahead;
        _other.Page->InProducer = _other.Page->InConsumer + ahead;
        OtherEnd.Write("text");
        Assert.Equal(0u, _other.Page->OutProducer);
        Assert.Equal(0u, _other.Page->InConsumer);
        Assert.False(RingConsole.CanRead);

        _other.Page->OutConsumer = 0;
        _other.Page->InProducer = 0;
        RingConsole.TakeEvent();
        Assert.Equal("text", _other.Take());
    }

    [Fact]
    public void The_other_end_cannot_move_this_ends_indices()
    {
        OtherEnd.Write("one");
        _other.Page->OutProducer = 999;
        _other.Page->InConsumer = 999;
        OtherEnd.Write("two");
        Assert.Equal("onetwo", _other.Take());
    }

    [Fact]
    public void The_end_of_the_machine_waits_while_there_is_progress_and_not_for_ever()
    {
        string text = new('x', 5000);
        OtherEnd.Write(text);
        StringBuilder seen = new();
        Hypercalls.Meanwhile = () => seen.Append(_other.Take(100));
        RingConsole.Finish();
        Assert.Equal(text, seen.Append(_other.Take()).ToString());

        OtherEnd.Write(text);
        Hypercalls.Meanwhile = static () => { };
        ulong begin = Clock.Time;
        RingConsole.Finish();
        Assert.Equal(Patience, Clock.Time - begin);
    }

    [Fact]
    public void A_reader_waits_for_a_line_and_is_looked_for_until_events_come()
    {
        using ThreadBlocks threads = new(1);
        Assert.False(RingConsole.CanRead);
        RingConsole.WaitForLine(threads[0]);
        Assert.NotEqual(ulong.MaxValue, RingConsole.Deadline);

        _other.Type("hello");
        RingConsole.TakeEvent();
        Assert.Equal("hello", _other.Take());
        RingConsole.TakeEvent();
        Assert.Empty(WokenThreads.Take());
        Assert.Equal(ulong.MaxValue, RingConsole.Deadline);

        _other.Type("\r");
        RingConsole.TakeEvent();
        Assert.Equal([0], WokenThreads.Take());
        Assert.Equal("hello\n", OtherEnd.Read());
        Assert.Equal("\r\n", _other.Take());
    }

    [Fact]
    public void What_is_typed_while_nobody_reads_stays_with_the_other_end()
    {
        string line = new string('a', 99) + "\n";
        int typed = 0;
        for (int i = 0; i < 100; i++)
        {
            typed += _other.Type(line[(typed % 100)..]);
            RingConsole.TakeEvent();
            _other.Take();
        }

        Assert.InRange(typed, 4096 + 1024, 4096 + 1024);
        int read = 0;
        while (RingConsole.CanRead)
        {
            read += OtherEnd.Read().Length;
        }

        Assert.Equal(5100, read);
    }
}
