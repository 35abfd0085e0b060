using System.Collections.Generic;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Conformance.Grants;

/// <summary>Makes scripts about grants: the same script from the same seed, number and domain, whoever asks.</summary>
/// <param name="seed">Where the random numbers begin.</param>
/// <param name="own">The number of the domain that grants to itself.</param>
public sealed class GrantScriptGenerator(ulong seed, ushort own)
{
    private const uint ShortestScript = 30;
    private const uint LongestScript = 110;
    private const uint MostReferences = 7;
    private const uint Absent = GrantPlaces.Count + 1;

    private static readonly uint[] s_oddReferences = [0, 1, 7, 255, 256, 511, 512, 0x7FFF_FFFF, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_oddDomains =
    [
        1234, ReservedDomains.Io, ReservedDomains.Xen, ReservedDomains.CopyOnWrite, ReservedDomains.Invalid, ReservedDomains.Any,
        ReservedDomains.Idle, 0x8000, 0xFFFF,
    ];

    private static readonly uint[] s_entryFlags =
    [
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 0, 2, 3, 7, 0x101, 0x101, 0x105, 0x103, 0x09, 0x19, 0x21, 0xE1, 0x1FF, 0xFFFF, 0xFE01,
    ];

    private static readonly uint[] s_mapFlags = [2, 2, 2, 2, 2, 2, 2, 6, 6, 6, 6, 6, 6, 6, 6, 0, 4, 1, 3, 7, 0xA, 0x12, 0x10002, 0x22, uint.MaxValue];
    private static readonly uint[] s_lengths = [0, 1, 8, 8, 8, 16, 100, 1000, 2048, 4095, 4096, 4097, 0xFFFF];
    private static readonly uint[] s_oddVersions = [0, 3, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_indices = [1, 1, 2, 3, 5, 9, 63, 64, 65, 0x7FFF_FFFF, uint.MaxValue];
    private static readonly uint[] s_counts = [0, 1, 1, 2, 3, 64, 65, 80];
    private static readonly uint[] s_oddCounts = [0, 2, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_commands = [0, 1, 2, 5, 6, 8, 9, 10];
    private static readonly uint[] s_oddCommands = [13, 14, 255, 0xFFFF, 0x8000_0000, uint.MaxValue];

    /// <summary>Makes a script in place of what the list holds.</summary>
    /// <param name="number">Which.</param>
    /// <param name="script">Where it goes.</param>
    public void Make(int number, List<GrantOperation> script)
    {
        ScriptRandom random = new(seed + ((ulong)number * 0xD134_2543_DE82_EF95));
        script.Clear();
        script.Add(new(GrantOperationKind.SetVersion, 1 + random.Below(2)));
        uint length = ShortestScript + random.Below(LongestScript - ShortestScript);
        uint references = 1 + random.Below(MostReferences);
        while (script.Count < length)
        {
            script.Add(Next(ref random, references, (uint)script.Count));
        }
    }

    private GrantOperation Next(ref ScriptRandom random, uint references, uint step) => random.Below(100) switch
    {
        < 22 => Write(ref random, references),
        < 27 => new(GrantOperationKind.ClearEntry, InTable(ref random, references), random.Pick([0, 0, 4, 0x10])),
        < 45 => new(GrantOperationKind.Map, Reference(ref random, references), Owner(ref random), random.Pick(s_mapFlags), random.Below(GrantPlaces.Count)),
        < 57 => Unmap(ref random, step),
        < 73 => new(random.Chance(85) ? GrantOperationKind.Copy : GrantOperationKind.CopyBothWays, Copy: Copy(ref random, references)),
        < 80 => new(GrantOperationKind.WritePlace, random.Below(GrantPlaces.Count), Offset(ref random), random.Below(1_000_000)),
        < 86 => new(GrantOperationKind.Refill, random.Below(GrantPlaces.Count)),
        < 89 => new(GrantOperationKind.Swap, Swapped(ref random, references), Swapped(ref random, references)),
        _ => Manage(ref random),
    };

    private GrantOperation Write(ref ScriptRandom random, uint references)
    {
        uint flags = random.Pick(s_entryFlags);
        uint domain = random.Chance(90) ? own : random.Pick(s_oddDomains);
        uint reference = InTable(ref random, references);
        return (flags & 3) == 3
            ? new(GrantOperationKind.WriteTransitive, reference, flags, domain, Owner(ref random), Passed(ref random, references))
            : new(GrantOperationKind.WriteEntry, reference, flags, domain, random.Chance(95) ? random.Below(GrantPlaces.Count) : Absent,
                random.Chance(50) ? 0 : Offset(ref random), random.Pick(s_lengths));
    }

    private static GrantOperation Unmap(ref ScriptRandom random, uint step)
    {
        // Of so many operations about one has mapped something.
        uint slot = random.Below(1 + (step / 24));
        return random.Below(100) switch
        {
            < 70 => new(GrantOperationKind.Unmap, slot),
            < 78 => new(GrantOperationKind.Unmap, slot, 1),
            < 86 => new(GrantOperationKind.Unmap, slot, 2 + random.Below(GrantPlaces.Count + 1)),
            < 92 => new(GrantOperationKind.UnmapHandle, random.Pick([100_000, 0x7FFF_FFFF, uint.MaxValue])),
            _ => new(GrantOperationKind.UnmapAndReplace, slot, random.Chance(50) ? byte.MaxValue : random.Below(GrantPlaces.Count)),
        };
    }

    private GrantCopy Copy(ref ScriptRandom random, uint references)
    {
        GrantCopyPlace from = End(ref random, references);
        GrantCopyPlace to = End(ref random, references);
        return new GrantCopy(from, to, (ushort)random.Pick(s_lengths));
    }

    private GrantCopyPlace End(ref ScriptRandom random, uint references) => random.Chance(65)
        ? new(true, Reference(ref random, references), (ushort)(random.Chance(70) ? own : OwnerOfCopy(ref random)), (ushort)Offset(ref random))
        : new(false, random.Chance(95) ? random.Below(GrantPlaces.Count) : Absent,
            (ushort)(random.Chance(88) ? ReservedDomains.Self : random.Chance(50) ? own : OwnerOfCopy(ref random)), (ushort)Offset(ref random));

    private GrantOperation Manage(ref ScriptRandom random) => random.Below(12) switch
    {
        0 or 1 => new(GrantOperationKind.SetVersion, random.Chance(80) ? 1 + random.Below(2) : random.Pick(s_oddVersions)),
        2 => new(GrantOperationKind.GetVersion, Anybody(ref random)),
        3 => new(GrantOperationKind.QuerySize, Anybody(ref random), random.Chance(90) ? 1 : random.Pick(s_oddCounts)),
        4 => new(GrantOperationKind.MapFrame, random.Pick(s_indices), random.Below(2)),
        5 => new(GrantOperationKind.SetupTable, Anybody(ref random), random.Pick(s_counts)),
        6 => new(GrantOperationKind.GetStatusFrames, Anybody(ref random), random.Pick(s_counts)),
        7 => new(GrantOperationKind.Transfer, random.Chance(80) ? random.Below(GrantPlaces.Count) : Absent, Anybody(ref random), random.Below(MostReferences)),
        8 or 9 => new(GrantOperationKind.BadArgument, random.Pick(s_commands), 1, random.Below(2)),
        10 => new(GrantOperationKind.UnknownCommand, random.Pick(s_oddCommands), random.Below(2)),
        _ => new(GrantOperationKind.OddCount, random.Pick(s_commands), random.Pick(s_oddCounts)),
    };

    private uint Owner(ref ScriptRandom random) => random.Chance(88) ? own : Anybody(ref random);

    private uint OwnerOfCopy(ref ScriptRandom random) => random.Chance(60) ? ReservedDomains.Self : random.Pick(s_oddDomains);

    private uint Anybody(ref ScriptRandom random) => random.Below(100) switch
    {
        < 50 => ReservedDomains.Self,
        < 75 => own,
        _ => random.Pick(s_oddDomains),
    };

    private uint InTable(ref ScriptRandom random, uint references) =>
        random.Chance(88) || own != 0 ? ReservedGrants.Count + random.Below(references) : random.Below(ReservedGrants.Count);

    private static uint Reference(ref ScriptRandom random, uint references) =>
        random.Chance(92) ? ReservedGrants.Count + random.Below(references) : random.Pick(s_oddReferences);

    /// <summary>Entries that are looked at, or none at all: what one swaps to elsewhere would be out of sight.</summary>
    private uint Swapped(ref ScriptRandom random, uint references) =>
        random.Chance(92) ? InTable(ref random, references) : random.Pick([0x8_0000, 0x7FFF_FFFF, uint.MaxValue]);

    /// <summary>A number that is no frame's either: an entry has both in the same place.</summary>
    private static uint Passed(ref ScriptRandom random, uint references) =>
        random.Chance(95) ? ReservedGrants.Count + random.Below(references) : uint.MaxValue;

    private static uint Offset(ref ScriptRandom random) => (uint)GrantPlaces.Offsets[(int)random.Below((uint)GrantPlaces.Offsets.Length)];
}
