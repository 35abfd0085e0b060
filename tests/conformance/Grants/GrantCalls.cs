using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Conformance.Grants;

/// <summary>The operations that a replay need not follow.</summary>
/// <param name="target">What they are done on.</param>
/// <param name="places">The frames that they name.</param>
/// <param name="words">The table.</param>
internal sealed unsafe class GrantCalls(GrantTarget target, GrantPlaces places, GrantWords words)
{
    private const int MostFrames = 80;
    private const int ArgumentBytes = 256;
    private const byte Untouched = 0xA5;

    public GrantAnswer Execute(in GrantOperation operation) => operation.Kind switch
    {
        GrantOperationKind.SetVersion => SetVersion(operation.First),
        GrantOperationKind.GetVersion => GetVersion(operation.First),
        GrantOperationKind.QuerySize => QuerySize(operation.First, operation.Second),
        GrantOperationKind.SetupTable => SetupTable(operation.First, operation.Second),
        GrantOperationKind.GetStatusFrames => GetStatusFrames(operation.First, operation.Second),
        GrantOperationKind.UnmapHandle => UnmapHandle(operation.First),
        GrantOperationKind.Copy => Copy(operation.Copy, 1),
        GrantOperationKind.CopyBothWays => Copy(operation.Copy, 2),
        GrantOperationKind.Swap => Swap(operation.First, operation.Second),
        GrantOperationKind.Transfer => Transfer(operation),
        GrantOperationKind.BadArgument => new GrantAnswer(Call(
            operation.First, operation.Third == 0 ? null : (void*)0x8000_0000_0000_0000, operation.Second)),
        GrantOperationKind.UnknownCommand or GrantOperationKind.OddCount => CallWithZeros(operation.First, operation.Second),
        _ => throw new InvalidOperationException($"{operation.Kind} is no operation"),
    };

    private long Call(uint command, void* argument, uint count) =>
        target.Hypervisor.GrantTableOp((GrantTableCommand)command, argument, count).Raw;

    private GrantAnswer SetVersion(uint version)
    {
        GnttabSetVersion argument = new() { Version = version };
        long raw = Call((uint)GrantTableCommand.SetVersion, &argument, 1);
        if (raw == 0)
        {
            words.Changed((GrantVersion)argument.Version);
            if (argument.Version == (uint)GrantVersion.Two)
            {
                return new GrantAnswer(raw, argument.Version, (ulong)words.MapFrame(0, 1));
            }
        }

        return new GrantAnswer(raw, argument.Version);
    }

    private GrantAnswer GetVersion(uint domain)
    {
        GnttabGetVersion argument = new() { Domain = (ushort)domain, Version = Untouched };
        return new GrantAnswer(Call((uint)GrantTableCommand.GetVersion, &argument, 1), argument.Version);
    }

    private GrantAnswer QuerySize(uint domain, uint count)
    {
        GnttabQuerySize argument = new() { Domain = (ushort)domain, FrameCount = Untouched, MaximumFrameCount = Untouched, Status = GrantStatus.TryAgain };
        long raw = Call((uint)GrantTableCommand.QuerySize, &argument, count);
        return new GrantAnswer(raw, (ushort)argument.Status, argument.FrameCount, argument.MaximumFrameCount);
    }

    private GrantAnswer SetupTable(uint domain, uint count)
    {
        nuint* list = stackalloc nuint[MostFrames];
        new Span<nuint>(list, MostFrames).Clear();
        GnttabSetupTable<nuint> argument = new()
        {
            Domain = (ushort)domain,
            FrameCount = count,
            Status = GrantStatus.TryAgain,
            FrameList = (nuint)list,
        };
        long raw = Call((uint)GrantTableCommand.SetupTable, &argument, 1);
        return new GrantAnswer(raw, (ushort)argument.Status, DigestOf((ulong*)list));
    }

    private GrantAnswer GetStatusFrames(uint domain, uint count)
    {
        ulong* list = stackalloc ulong[MostFrames];
        new Span<ulong>(list, MostFrames).Clear();
        GnttabGetStatusFrames<nuint> argument = new()
        {
            Domain = (ushort)domain,
            FrameCount = count,
            Status = GrantStatus.TryAgain,
            FrameList = (nuint)list,
        };
        long raw = Call((uint)GrantTableCommand.GetStatusFrames, &argument, 1);
        return new GrantAnswer(raw, (ushort)argument.Status, DigestOf(list));
    }

    private ulong DigestOf(ulong* frames)
    {
        ulong digest = StateDigest.Empty;
        for (int i = 0; i < MostFrames; i++)
        {
            digest = StateDigest.Mix(digest, words.NameOf(frames[i]));
        }

        return digest;
    }

    private GrantAnswer UnmapHandle(uint handle)
    {
        GnttabUnmapGrantRef argument = new() { Handle = handle, HostAddress = places.FrameOf(0).Address, Status = GrantStatus.TryAgain };
        return new GrantAnswer(Call((uint)GrantTableCommand.UnmapGrantReference, &argument, 1), (ushort)argument.Status);
    }

    private GrantAnswer Copy(in GrantCopy copy, uint count)
    {
        GnttabCopy<nuint>* batch = stackalloc GnttabCopy<nuint>[2];
        batch[0] = StructureOf(copy);
        batch[1] = StructureOf(new GrantCopy(copy.To, copy.From, copy.Length));
        long raw = Call((uint)GrantTableCommand.Copy, batch, count);
        return new GrantAnswer(raw, (ushort)batch[0].Status, (ushort)batch[1].Status);
    }

    private GnttabCopy<nuint> StructureOf(in GrantCopy copy) => new()
    {
        Source = EndOf(copy.From),
        Destination = EndOf(copy.To),
        Length = copy.Length,
        Flags = (copy.From.IsReference ? GrantCopyFlags.SourceIsReference : 0) | (copy.To.IsReference ? GrantCopyFlags.DestinationIsReference : 0),
        Status = GrantStatus.TryAgain,
    };

    private GnttabCopyPtr<nuint> EndOf(in GrantCopyPlace end) => new()
    {
        Frame = end.IsReference ? end.Number : (nuint)places.FrameOf(end.Number).Value,
        Domain = end.Domain,
        Offset = end.Offset,
    };

    private GrantAnswer Swap(uint one, uint other)
    {
        GnttabSwapGrantRef argument = new() { ReferenceA = one, ReferenceB = other, Status = GrantStatus.NoSpace };
        return new GrantAnswer(Call((uint)GrantTableCommand.SwapGrantReferences, &argument, 1), (ushort)argument.Status);
    }

    private GrantAnswer Transfer(in GrantOperation operation)
    {
        GnttabTransfer<nuint> argument = new()
        {
            MachineFrame = (nuint)places.FrameOf(operation.First).Value,
            Domain = (ushort)operation.Second,
            Reference = operation.Third,
            Status = GrantStatus.TryAgain,
        };
        return new GrantAnswer(Call((uint)GrantTableCommand.Transfer, &argument, 1), (ushort)argument.Status);
    }

    private GrantAnswer CallWithZeros(uint command, uint count)
    {
        byte* argument = stackalloc byte[ArgumentBytes];
        new Span<byte>(argument, ArgumentBytes).Clear();
        return new GrantAnswer(Call(command, argument, count));
    }
}
