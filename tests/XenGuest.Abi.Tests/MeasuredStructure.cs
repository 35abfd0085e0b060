using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XenGuest.Abi.Tests;

/// <summary>The layout that the runtime gives a structure, found by writing to it; attributes are not believed.</summary>
internal sealed class MeasuredStructure
{
    private readonly Dictionary<string, int> _offsets = [];
    private readonly Dictionary<string, int> _sizes = [];

    private MeasuredStructure(int size) => Size = size;

    public int Size { get; }

    public int OffsetOf(string field) => _offsets[field];

    public int SizeOf(string field) => _sizes[field];

    public static MeasuredStructure Of(Type type)
    {
        MeasuredStructure measured = new(Invoke<int>(nameof(SizeOfType), type));
        foreach (FieldInfo field in AbiMirror.Fields(type))
        {
            object structure = Activator.CreateInstance(type)!;
            field.SetValue(structure, Invoke<object>(nameof(AllOnes), field.FieldType));
            measured._offsets[field.Name] = Invoke<int>(nameof(FirstNonZeroByte), type, structure);
            measured._sizes[field.Name] = Invoke<int>(nameof(SizeOfType), field.FieldType);
        }

        return measured;
    }

    private static int SizeOfType<T>()
        where T : unmanaged
        => Unsafe.SizeOf<T>();

    private static object AllOnes<T>()
        where T : unmanaged
    {
        T value = default;
        MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref value, 1)).Fill(0xFF);
        return value;
    }

    private static int FirstNonZeroByte<T>(object boxed)
        where T : unmanaged
    {
        T value = (T)boxed;
        return MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref value, 1)).IndexOfAnyExcept((byte)0);
    }

    private static TResult Invoke<TResult>(string method, Type type, params object[] arguments)
        => (TResult)typeof(MeasuredStructure).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, arguments)!;
}
