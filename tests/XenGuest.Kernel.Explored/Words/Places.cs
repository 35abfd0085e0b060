using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace XenGuest.Kernel.Explored;

/// <summary>Gives the words that threads share a number that is the same in every run of a scenario, and a name.</summary>
/// <remarks>
/// Known are ranges of native memory, and objects with the arrays in their fields; objects made while the threads run as soon
/// as a thread stores a reference to them. A word elsewhere gets its number from the thread that touches it first and what
/// that had seen.
/// </remarks>
internal sealed unsafe class Places
{
    private static readonly Dictionary<Type, FieldInfo[]> s_arrays = [];

    private readonly List<Range> _ranges = [];

    /// <summary>Adds native memory.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="length">How long it is, in bytes.</param>
    /// <param name="nameAt">What stands at an offset.</param>
    internal void AddMemory(void* start, long length, Func<long, string> nameAt) =>
        _ranges.Add(new Range(NextId, null, (nint)start, length, nameAt, false));

    /// <summary>Adds an object whose words are lines between processors and no memory: to set one is part of the step before.</summary>
    internal void AddLine(object known) => _ranges.Add(new Range(NextId, known, 0, SizeOf(known), _ => "", true));

    /// <summary>Adds an object, and the arrays that it holds.</summary>
    internal void AddObject(object? known, string name) => AddObject(known, name, NextId);

    /// <summary>Adds an object that a thread made.</summary>
    /// <param name="known">The object.</param>
    /// <param name="thread">The thread's number.</param>
    /// <param name="count">How many the thread made before.</param>
    internal void AddNewObject(object known, int thread, int count) =>
        AddObject(known, "new " + known.GetType().Name, Hash.Of(thread, count));

    /// <summary>Finds a word.</summary>
    /// <param name="address">Where it is at this moment.</param>
    internal Place? Find(nint address)
    {
        for (int i = 0; i < _ranges.Count; i++)
        {
            Range range = _ranges[i];
            long offset = address - range.Start;
            if (offset >= 0 && offset < range.Length)
            {
                nint memory = range.Owner == null ? range.Start : 0;
                return new Place(range.Owner, memory, offset, range.NameAt(offset), range.Id, range.IsLine);
            }
        }

        return null;
    }

    /// <summary>The number of a known object, or 0.</summary>
    internal ulong IdentityOf(object known) => _ranges.Find(range => range.Owner == known).Id;

    private ulong NextId => (ulong)_ranges.Count + 1;

    private static FieldInfo[] ArraysOf(Type type)
    {
        lock (s_arrays)
        {
            if (!s_arrays.TryGetValue(type, out FieldInfo[]? fields))
            {
                List<FieldInfo> found = [];
                for (Type? part = type; part != null; part = part.BaseType)
                {
                    found.AddRange(part.GetFields(
                        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
                }

                found.RemoveAll(field => !field.FieldType.IsArray);
                fields = [.. found];
                s_arrays.Add(type, fields);
            }

            return fields;
        }
    }

    /// <summary>The size of an object in memory, as its method table says: of the runtime that the tests run on.</summary>
    private static long SizeOf(object known)
    {
        byte* methodTable = *(byte**)AddressOf(known);
        long size = *(uint*)(methodTable + sizeof(uint));
        return known is Array array ? size + ((long)array.Length * *(ushort*)methodTable) : size;
    }

    private static nint AddressOf(object known) => *(nint*)Unsafe.AsPointer(ref known);

    private void AddObject(object? known, string name, ulong id)
    {
        if (known == null)
        {
            return;
        }

        _ranges.Add(new Range(id, known, 0, SizeOf(known), _ => name, false));
        if (known is object?[] elements)
        {
            AddArrays(elements, name);
            return;
        }

        foreach (FieldInfo field in ArraysOf(known.GetType()))
        {
            AddObject(field.GetValue(known), name);
        }
    }

    private void AddArrays(object?[] elements, string name)
    {
        foreach (object? element in elements)
        {
            if (element is Array)
            {
                AddObject(element, name);
            }
        }
    }

    private readonly record struct Range(
        ulong Id, object? Owner, nint Memory, long Length, Func<long, string> NameAt, bool IsLine)
    {
        internal nint Start => Owner == null ? Memory : AddressOf(Owner);
    }
}
