using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace XenGuest.Kernel.Explored;

/// <summary>The memory of one run as its threads see it: real memory behind one store buffer for each thread.</summary>
/// <remarks>
/// As x86 has it: a plain store waits in its thread's buffer, which empties in order; a load finds the thread's own last
/// store there; a locked instruction waits until the buffer is empty. When a buffer empties the schedule chooses.
/// </remarks>
internal sealed unsafe class SharedMemory(Places places, IReadOnlyDictionary<ulong, Users> known)
{
    private const int CellSize = sizeof(uint);

    private readonly Dictionary<nint, Cell> _cells = [];
    private readonly Dictionary<object, ulong> _identities = new(ReferenceEqualityComparer.Instance);

    /// <summary>What differs from the start, folded.</summary>
    internal ulong State { get; private set; }

    internal IEnumerable<Cell> Cells => _cells.Values;

    /// <summary>Whether it matters which thread comes first to a word.</summary>
    internal bool IsContended(ref byte word, int size, AccessKind kind, ScheduledThread thread)
    {
        bool contended = false;
        for (int i = 0; i < size; i += CellSize)
        {
            contended |= CellOf(ref Unsafe.Add(ref word, i), thread).IsContended(thread.Number, kind);
        }

        return contended;
    }

    internal bool IsContended(ref object? reference, AccessKind kind, ScheduledThread thread) =>
        CellOf(ref reference, thread).IsContended(thread.Number, kind);

    internal string NameOf(ref byte word) => places.Find((nint)Unsafe.AsPointer(ref word))?.Name ?? "a new object";

    /// <summary>Does an access.</summary>
    /// <returns>What the thread found there.</returns>
    internal ulong Access(
        ref byte word, int size, AccessKind kind, ulong operand, ulong expected, ScheduledThread thread)
    {
        bool isContended = IsContended(ref word, size, kind, thread);
        for (int i = 0; i < size; i += CellSize)
        {
            CellOf(ref Unsafe.Add(ref word, i), thread).Note(thread.Number, kind);
        }

        ulong found = 0;
        if (kind == AccessKind.Store)
        {
            if (isContended)
            {
                thread.LateStores.Enqueue(new LateStore(KnownPlaceOf(ref word), size, operand));
            }
            else
            {
                Write(ref word, size, operand, thread);
            }
        }
        else
        {
            if (kind != AccessKind.Load)
            {
                Drain(thread);
            }

            found = Read(ref word, size, thread);
            ulong after = RawWord.After(kind, found, operand, expected);
            if (after != found)
            {
                Write(ref word, size, after, thread);
            }
        }

        thread.Learn(Hash.Of(CellOf(ref word, thread).Id, (ulong)kind), found);
        return found;
    }

    /// <summary>Loads a reference, or writes it by a locked instruction.</summary>
    internal object? AccessReference(
        ref object? reference, AccessKind kind, object? value, object? expected, ScheduledThread thread)
    {
        Cell cell = CellOf(ref reference, thread);
        cell.Note(thread.Number, kind);
        object? found = reference;
        if (kind != AccessKind.Load)
        {
            Drain(thread);
            if (found == expected)
            {
                Publish(value, thread);
                reference = value;
                State += cell.Change(IdentityOf(value, thread));
            }
        }

        thread.Learn(cell.Id, IdentityOf(found, thread));
        return found;
    }

    /// <summary>Lets everybody see a thread's oldest stores.</summary>
    internal void Drain(ScheduledThread thread, int count = int.MaxValue)
    {
        for (int i = 0; i < count && thread.LateStores.TryDequeue(out LateStore store); i++)
        {
            Write(ref store.Place.Word, store.Size, store.Value, thread);
        }
    }

    private static ulong Read(ref byte word, int size, ScheduledThread thread)
    {
        ulong value = RawWord.Read(ref word, size);
        foreach (LateStore store in thread.LateStores)
        {
            nint start = Unsafe.ByteOffset(ref word, ref store.Place.Word);
            for (int i = 0; i < store.Size; i++)
            {
                if (start + i >= 0 && start + i < size)
                {
                    int shift = (int)(start + i) * 8;
                    value = (value & ~(0xFFul << shift)) | (((store.Value >> (i * 8)) & 0xFF) << shift);
                }
            }
        }

        return value;
    }

    private void Write(ref byte word, int size, ulong value, ScheduledThread thread)
    {
        for (int i = 0; i < size; i += CellSize)
        {
            // A cell that is met here for the first time has to know what it was.
            CellOf(ref Unsafe.Add(ref word, i), thread);
        }

        RawWord.Write(ref word, size, value);
        for (int i = 0; i < size; i += CellSize)
        {
            ref byte part = ref Unsafe.Add(ref word, i);
            State += CellOf(ref part, thread).Change(ContentOf(ref part));
        }
    }

    private Place KnownPlaceOf(ref byte word) => places.Find((nint)Unsafe.AsPointer(ref word))
        ?? throw new NotSupportedException("A plain store to a word that the scenario has not made known.");

    private static ulong ContentOf(ref byte word) =>
        Unsafe.As<byte, uint>(ref Unsafe.Subtract(ref word, (nint)Unsafe.AsPointer(ref word) % CellSize));

    private Cell CellOf(ref byte word, ScheduledThread thread)
    {
        nint address = (nint)Unsafe.AsPointer(ref word) & -CellSize;
        if (!_cells.TryGetValue(address, out Cell? cell))
        {
            cell = NewCell(address, ContentOf(ref word), thread);
        }

        return cell;
    }

    private Cell CellOf(ref object? reference, ScheduledThread thread)
    {
        nint address = (nint)Unsafe.AsPointer(ref reference);
        if (!_cells.TryGetValue(address, out Cell? cell))
        {
            cell = NewCell(address, IdentityOf(reference, thread), thread);
        }

        return cell;
    }

    private Cell NewCell(nint address, ulong content, ScheduledThread thread)
    {
        Place? place = places.Find(address);
        ulong id = place?.Id ?? Hash.Of(thread.Position, (ulong)(address & (sizeof(ulong) - 1)));
        Cell cell = new(id, place is { IsSilent: true }, known.GetValueOrDefault(id), content);
        _cells.Add(address, cell);
        return cell;
    }

    private void Publish(object? value, ScheduledThread thread)
    {
        if (value != null && !_identities.ContainsKey(value) && places.IdentityOf(value) == 0)
        {
            places.AddNewObject(value, thread.Number, thread.Published);
            thread.Published++;
        }
    }

    private ulong IdentityOf(object? value, ScheduledThread thread)
    {
        if (value == null)
        {
            return 0;
        }

        if (!_identities.TryGetValue(value, out ulong identity))
        {
            identity = places.IdentityOf(value);
            identity = identity != 0 ? identity : thread.Position;
            _identities.Add(value, identity);
        }

        return identity;
    }
}
