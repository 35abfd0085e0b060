using System;
using System.Runtime.InteropServices;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Bench.Events;

/// <summary>
/// A domain whose events both take in turn: XenGuest's dispatcher, and the peer in C. Both work on the same shared memory, with
/// the same ports bound, and their handlers keep the same counts.
/// </summary>
internal abstract unsafe class MeasuredDomain : IDisposable
{
    private readonly uint _bound;
    private readonly Receiver* _receiver;
    private ulong _delivered;

    /// <summary>Memory for what is shared, none of it used yet.</summary>
    /// <param name="abi">The event ABI's name.</param>
    /// <param name="bound">How many ports are bound: 1 and on.</param>
    protected MeasuredDomain(string abi, uint bound)
    {
        Abi = abi;
        _bound = bound;
        _receiver = (Receiver*)NativeMemory.AllocZeroed((nuint)sizeof(Receiver));
        _receiver->Counts = (uint*)NativeMemory.AllocZeroed(bound + 1, sizeof(uint));
    }

    public string Abi { get; }

    public uint Bound => _bound;

    /// <summary>The two in C#.</summary>
    public abstract Side Ours { get; }

    /// <summary>Linux's way with late EOI.</summary>
    public abstract Side Peer { get; }

    /// <summary>Linux's way for interrupts that need no EOI.</summary>
    public abstract Side PeerWithoutEoi { get; }

    protected abstract UpcallDispatcher Dispatcher { get; }

    protected abstract nint Guest { get; }

    /// <summary>Raises events as Xen does.</summary>
    public abstract void Raise(uint* ports, uint count);

    /// <summary>Takes the counts back to nothing.</summary>
    public void Forget()
    {
        NativeMemory.Clear(_receiver->Counts, (_bound + 1) * sizeof(uint));
        _receiver->Sum = 0;
        _delivered = Dispatcher.Delivered;
    }

    /// <summary>Insists that each of some ports came so often and no other at all, and that no hypercall was made.</summary>
    /// <exception cref="InvalidOperationException">Something else happened.</exception>
    public void Insist(Side side, ReadOnlySpan<uint> ports, uint times)
    {
        ulong sum = 0;
        foreach (uint port in ports)
        {
            Insist(side, $"events of port {port}", times, _receiver->Counts[port]);
            sum += (ulong)port * times;
        }

        ulong events = 0;
        for (uint port = 0; port <= _bound; port++)
        {
            events += _receiver->Counts[port];
        }

        Insist(side, "events", (ulong)ports.Length * times, events);
        Insist(side, "the sum of all ports", sum, _receiver->Sum);
        Insist(side, "hypercalls", 0, side.Hypercalls);
        Insist(side, "ports that still wait", 0, Waiting(ports));
        Insist(side, "events that the dispatcher counts", side == Ours ? events : 0, Dispatcher.Delivered - _delivered);
        Insist(side, "events that belong to nobody", 0, Dispatcher.Unclaimed);
    }

    public virtual void Dispose()
    {
        Reference.GuestFree(Guest);
        NativeMemory.Free(_receiver->Counts);
        NativeMemory.Free(_receiver);
    }

    /// <summary>The Xen of ours.</summary>
    protected abstract BoundPorts Xen { get; }

    protected abstract EventPorts Ports { get; }

    /// <summary>Binds every port for both, unmasked.</summary>
    protected void BindAll(EventChannelTable channels)
    {
        EventChannelBinder binder = new(Xen, Ports, channels);
        EventChannelHandler handler = Receive;
        for (uint port = 1; port <= _bound; port++)
        {
            binder.Claim(new EventPort(port), handler).Value.Unmask();
            Reference.GuestBind(Guest, port, _receiver);
        }
    }

    protected static void* AllocatePage()
    {
        const nuint Page = 4096;
        void* page = NativeMemory.AlignedAlloc(Page, Page);
        NativeMemory.Clear(page, Page);
        return page;
    }

    private void Receive(EventPort port)
    {
        _receiver->Counts[port.Value]++;
        _receiver->Sum += port.Value;
    }

    private ulong Waiting(ReadOnlySpan<uint> ports)
    {
        ulong waiting = 0;
        foreach (uint port in ports)
        {
            waiting += Ports.IsPending(new EventPort(port)) || Ports.IsMasked(new EventPort(port)) ? 1ul : 0ul;
        }

        return waiting;
    }

    private void Insist(Side side, string what, ulong expected, ulong actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"{Abi}, {_bound} ports bound, {side.Name}: {what}: expected {expected}, got {actual}");
        }
    }
}
