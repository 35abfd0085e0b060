using System;
using System.Collections.Generic;
using XenGuest.Xg.Elf;

namespace XenGuest.Xg.Trace;

/// <summary>Objects of .NET in the guest's memory, told apart by the symbols of their types.</summary>
/// <remarks>
/// An object begins with the address of its type, which NativeAOT gives a symbol; behind that come its references, then its numbers, those of
/// eight bytes first. How many references there are stands before the type, as the collector needs it. An array has its length and then
/// its elements. So no offset of a field is written down here.
/// </remarks>
internal sealed class ManagedObjects(GuestMemory memory, SymbolTable symbols)
{
    private const ulong Word = sizeof(ulong);

    // The collector marks objects in the low bits of their type.
    private const ulong Marks = 7;
    private const string TypeMark = "_ZTV";
    private const uint MostElements = 1 << 20;

    /// <summary>The word at an offset of an object; 0 where nothing is mapped.</summary>
    public ulong Slot(ulong address, ulong index) => memory.Read(address + (index * Word)) ?? 0;

    /// <summary>The name of an object's type.</summary>
    /// <returns>The name as NativeAOT writes it; null where there is no object.</returns>
    public string? TypeOf(ulong address)
    {
        if (address == 0 || address % Word != 0 || memory.Read(address) is not ulong type)
        {
            return null;
        }

        return symbols.Find(type & ~Marks) is ElfSymbol symbol && symbol.Address == (type & ~Marks) && symbol.Name.StartsWith(TypeMark, StringComparison.Ordinal)
            ? symbol.Name[TypeMark.Length..].TrimStart("0123456789".ToCharArray())
            : null;
    }

    /// <summary>The objects of a type that another refers to.</summary>
    /// <param name="address">The other.</param>
    /// <param name="type">What the name of their type has in it.</param>
    public IEnumerable<ulong> References(ulong address, string type)
    {
        ulong count = ReferencesOf(address);
        for (ulong index = 1; index <= count; index++)
        {
            ulong target = Slot(address, index);
            if (TypeOf(target)?.Contains(type, StringComparison.Ordinal) == true)
            {
                yield return target;
            }
        }
    }

    /// <summary>A number of an object: of those of eight bytes the first, the second and so on.</summary>
    public ulong Number(ulong address, ulong index) => Slot(address, 1 + ReferencesOf(address) + index);

    /// <summary>The elements of an array of references, with their places.</summary>
    public IEnumerable<(uint Index, ulong Address)> Elements(ulong array)
    {
        uint length = (uint)Math.Min(Slot(array, 1) & uint.MaxValue, MostElements);
        for (uint index = 0; index < length; index++)
        {
            ulong element = Slot(array, 2 + index);
            if (element != 0)
            {
                yield return (index, element);
            }
        }
    }

    // Before the type: the number of runs of references, then each run, the first one last. A run has its length, from which the
    // object's size was taken off, and where it begins.
    private ulong ReferencesOf(ulong address)
    {
        const int BaseSizeShift = 32;
        ulong type = Slot(address, 0) & ~Marks;
        if (TypeOf(address) is null || memory.Read(type) is not ulong head)
        {
            return 0;
        }

        ulong baseSize = head >> BaseSizeShift;
        ulong runs = memory.Read(type - Word) ?? 0;
        for (ulong run = 1; run <= runs && run < Marks; run++)
        {
            ulong length = memory.Read(type - (((2 * run) + 1) * Word)) ?? 0;
            ulong begins = memory.Read(type - (2 * run * Word)) ?? 0;
            if (begins == Word)
            {
                return unchecked(length + baseSize) / Word;
            }
        }

        return 0;
    }
}
