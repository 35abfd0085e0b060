using System;
using System.Collections.Generic;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Conformance.Grants;

/// <summary>Runs scripts about grants on a target, and takes every answer and all that is shared after each operation into a digest.</summary>
public sealed unsafe class GrantReplay
{
    private const ulong Untouched = 0xA5A5_A5A5_A5A5_A5A5;

    // Less any answer of Xen: the operation was left out.
    private const long LeftOut = long.MinValue;

    private readonly GrantTarget _target;
    private readonly GrantPlaces _places;
    private readonly GrantWords _words;
    private readonly GrantCalls _calls;
    private readonly List<GrantSlot> _slots = [];

    /// <summary>Scripts on a target: takes its table over.</summary>
    /// <param name="target">What they are replayed on.</param>
    public GrantReplay(GrantTarget target)
    {
        _target = target;
        _places = new GrantPlaces(target);
        _words = new GrantWords(target, _places);
        _calls = new GrantCalls(target, _places, _words);
        _words.MapFrame(0, 0);
    }

    /// <summary>Operations replayed so far.</summary>
    public long OperationCount { get; private set; }

    /// <summary>Runs a script.</summary>
    /// <param name="script">The operations.</param>
    /// <param name="log">Takes a line for each operation, or null.</param>
    /// <returns>The digest of all answers and all that is shared.</returns>
    public ulong Run(ReadOnlySpan<GrantOperation> script, Action<string>? log)
    {
        ulong digest = StartAnew();
        log?.Invoke($"   - begun -> {digest:x}");
        for (int step = 0; step < script.Length; step++)
        {
            GrantAnswer answer = Execute(script[step]);
            digest = answer.Digest(digest);
            digest = _places.Digest(_words.Digest(digest));
            log?.Invoke(Describe(step, script[step], answer));
        }

        return _places.DigestAll(digest);
    }

    /// <summary>Does one operation.</summary>
    public GrantAnswer Execute(in GrantOperation operation)
    {
        OperationCount++;
        switch (operation.Kind)
        {
            case GrantOperationKind.Map:
                return Map(operation);
            case GrantOperationKind.Unmap:
                return Unmap(operation);
            case GrantOperationKind.UnmapAndReplace:
                return UnmapAndReplace(operation);
            case GrantOperationKind.WriteEntry or GrantOperationKind.WriteTransitive:
                _words.Write(operation);
                return default;
            case GrantOperationKind.ClearEntry:
                _words.Clear(operation.First, operation.Second);
                return default;
            case GrantOperationKind.MapFrame:
                return new GrantAnswer(_words.MapFrame(operation.First, operation.Second));
            case GrantOperationKind.WritePlace:
                return new GrantAnswer(_places.Write(operation.First, operation.Second, operation.Third));
            case GrantOperationKind.Refill:
                return new GrantAnswer(_places.Refill(operation.First));
            default:
                return _calls.Execute(operation);
        }
    }

    /// <summary>Ends what the script before has mapped, clears the entries and writes the places.</summary>
    /// <returns>The digest of that.</returns>
    public ulong StartAnew()
    {
        ulong digest = StateDigest.Empty;
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            digest = Unmap(new GrantOperation(GrantOperationKind.Unmap, (uint)slot)).Digest(digest);
        }

        _slots.Clear();
        for (uint reference = _words.First; reference < GrantWords.Count; reference++)
        {
            _words.Write(new GrantOperation(GrantOperationKind.WriteEntry, reference, Fourth: GrantPlaces.Count));
        }

        _places.StartAnew();
        return digest;
    }

    private GrantAnswer Map(in GrantOperation operation)
    {
        GrantMapFlags flags = (GrantMapFlags)operation.Third;
        uint place = operation.Fourth;
        bool isTaken = _places[place] is GrantPlaceState.MappedForReading or GrantPlaceState.MappedForWriting;
        if (isTaken)
        {
            return new GrantAnswer(LeftOut);
        }

        GnttabMapGrantRef argument = new()
        {
            HostAddress = _places.FrameOf(place).Address,
            Flags = flags,
            Reference = operation.First,
            Domain = (ushort)operation.Second,
            Status = GrantStatus.TryAgain,
            Handle = unchecked((uint)Untouched),
            DeviceAddress = Untouched,
        };
        uint reference = operation.First;
        bool isHeld = _slots.Exists(slot => slot.IsLive && slot.Reference == reference);
        GuestFrame? from = operation.First < GrantWords.Count ? _words.FrameOf(operation.First) : null;
        long raw = _target.Hypervisor.GrantTableOp(GrantTableCommand.MapGrantReference, &argument, 1).Raw;
        if (raw == 0 && argument.Status == GrantStatus.Okay)
        {
            bool forReading = (flags & GrantMapFlags.ReadOnly) != 0;
            _places.Mapped(place, forReading ? GrantPlaceState.MappedForReading : GrantPlaceState.MappedForWriting, isHeld ? null : from);
            _slots.Add(new GrantSlot(argument.Handle, operation.First, place));
        }

        // The handle and the machine's address are Xen's own: only whether there are any.
        return new GrantAnswer(
            raw, (ushort)argument.Status, argument.Handle == unchecked((uint)Untouched) ? 0u : 1, argument.DeviceAddress == Untouched ? 0u : 1);
    }

    private GrantAnswer Unmap(in GrantOperation operation)
    {
        if (operation.First >= _slots.Count)
        {
            return new GrantAnswer(LeftOut);
        }

        GrantSlot slot = _slots[(int)operation.First];
        GnttabUnmapGrantRef argument = new()
        {
            HostAddress = operation.Second switch
            {
                0 => _places.FrameOf(slot.Place).Address,
                1 => 0,
                _ => _places.FrameOf(operation.Second - 2).Address,
            },
            Handle = slot.Handle,
            Status = GrantStatus.TryAgain,
        };
        long raw = _target.Hypervisor.GrantTableOp(GrantTableCommand.UnmapGrantReference, &argument, 1).Raw;
        if (raw == 0 && argument.Status == GrantStatus.Okay && operation.Second != 1)
        {
            slot.IsLive = false;
            _places.Unmapped(operation.Second == 0 ? slot.Place : operation.Second - 2);
        }

        return new GrantAnswer(raw, (ushort)argument.Status);
    }

    private GrantAnswer UnmapAndReplace(in GrantOperation operation)
    {
        if (operation.First >= _slots.Count)
        {
            return new GrantAnswer(LeftOut);
        }

        GrantSlot slot = _slots[(int)operation.First];
        GnttabUnmapAndReplace argument = new()
        {
            HostAddress = _places.FrameOf(slot.Place).Address,
            NewAddress = operation.Second == byte.MaxValue ? 0 : _places.FrameOf(operation.Second).Address,
            Handle = slot.Handle,
            Status = GrantStatus.TryAgain,
        };
        long raw = _target.Hypervisor.GrantTableOp(GrantTableCommand.UnmapAndReplace, &argument, 1).Raw;
        if (raw == 0 && argument.Status == GrantStatus.Okay)
        {
            slot.IsLive = false;
            _places.Unmapped(slot.Place);
        }

        return new GrantAnswer(raw, (ushort)argument.Status);
    }

    private string Describe(int step, in GrantOperation operation, in GrantAnswer answer)
    {
        StringBuilder text = new($"{step,4} {operation} -> {answer}");
        _words.Describe(text);
        _places.Describe(text);
        return text.ToString();
    }
}
