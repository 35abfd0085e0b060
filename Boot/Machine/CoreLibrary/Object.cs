#pragma warning disable CS0649, CS0169, IDE0051, IDE0044, CA1823
using Internal.Runtime;

namespace System;

/// <summary>The root that the compiler demands. Machine makes no objects: there is no allocator behind <c>new</c>.</summary>
public unsafe class Object
{
    internal MethodTable* m_pMethodTable;

    public Object()
    {
    }

    ~Object()
    {
    }

    public virtual bool Equals(object? other) => this == other;

    public virtual int GetHashCode() => 0;

    public virtual string? ToString() => null;
}

public abstract class ValueType;

public abstract class Enum : ValueType;

public struct Void;

public struct Boolean;

public struct Char;

public struct SByte;

public struct Byte;

public struct Int16;

public struct UInt16;

public struct Int32
{
    public const int MaxValue = 0x7FFF_FFFF;
}

public struct UInt32
{
    public const uint MaxValue = 0xFFFF_FFFF;
}

public struct Int64;

public struct UInt64
{
    public const ulong MaxValue = 0xFFFF_FFFF_FFFF_FFFF;
}

public struct IntPtr;

public struct UIntPtr;

public struct Single;

public struct Double;

public struct Nullable<T>
    where T : struct;

public abstract class Type;

public sealed class RuntimeType : Type;

public struct RuntimeTypeHandle;

public struct RuntimeMethodHandle;

public struct RuntimeFieldHandle;

public abstract class Array
{
    private int _length;

    public int Length => _length;
}

public class Array<T> : Array;

public abstract class Delegate;

public abstract class MulticastDelegate : Delegate;

public class Exception;

public interface IDisposable
{
    void Dispose();
}

public sealed class String
{
    // These two names are known to the compiler: it writes literals with them.
    private readonly int _stringLength;
    private char _firstChar;

    public int Length => _stringLength;
}
