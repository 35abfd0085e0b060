using System;
using System.Buffers.Binary;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace XenGuest.Xg.Trace;

/// <summary>The guest's memory by the guest's own addresses, read out of a copy of the machine's memory.</summary>
/// <remarks>Two walks: the guest's page tables lie at guest physical addresses, which Xen's nested page tables translate. The layout of both is the
/// processor's.</remarks>
internal sealed class GuestMemory : IDisposable
{
    private const int Levels = 4;
    private const int BitsPerLevel = 9;
    private const int PageShift = 12;
    private const ulong Present = 1;
    private const ulong Large = 1 << 7;
    private const ulong FrameMask = 0x000F_FFFF_FFFF_F000;

    private readonly SafeFileHandle _machine;
    private readonly long _length;
    private readonly VcpuState _vcpu;

    /// <summary>Memory as one vCPU sees it.</summary>
    /// <param name="machine">The file with the copy: its offsets are the machine's addresses.</param>
    /// <param name="vcpu">Whose page tables.</param>
    public GuestMemory(string machine, VcpuState vcpu)
    {
        _machine = File.OpenHandle(machine);
        _length = RandomAccess.GetLength(_machine);
        _vcpu = vcpu;
    }

    /// <summary>Eight bytes.</summary>
    /// <param name="address">The guest's virtual address, a multiple of 8.</param>
    /// <returns>The value; null where nothing is mapped.</returns>
    public ulong? Read(ulong address) =>
        Walk(_vcpu.PageTables, address, ReadGuestPhysical) is ulong physical ? ReadGuestPhysical(physical) : null;

    public void Dispose() => _machine.Dispose();

    private ulong? ReadGuestPhysical(ulong address) =>
        Walk(_vcpu.NestedPageTables, address, ReadMachine) is ulong machine ? ReadMachine(machine) : null;

    private ulong? ReadMachine(ulong address)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        return address < (ulong)_length && RandomAccess.Read(_machine, bytes, (long)address) == bytes.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(bytes)
            : null;
    }

    private static ulong? Walk(ulong tables, ulong address, Func<ulong, ulong?> read)
    {
        ulong frame = tables & FrameMask;
        for (int level = Levels - 1; level >= 0; level--)
        {
            int shift = PageShift + (BitsPerLevel * level);
            ulong index = (address >> shift) & ((1 << BitsPerLevel) - 1);
            if (read(frame + (index * sizeof(ulong))) is not ulong entry || (entry & Present) == 0)
            {
                return null;
            }

            frame = entry & FrameMask;
            if (level == 0 || (entry & Large) != 0)
            {
                ulong within = (1ul << shift) - 1;
                return (frame & ~within) | (address & within);
            }
        }

        return null;
    }
}
