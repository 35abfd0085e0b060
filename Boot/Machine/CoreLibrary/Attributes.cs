namespace System
{
    public class Attribute;

    public enum AttributeTargets
    {
        Class = 4,
        Struct = 8,
        Enum = 16,
        Field = 256,
        All = 0x7FFF,
    }

    public sealed class AttributeUsageAttribute(AttributeTargets targets) : Attribute
    {
        public AttributeTargets Targets { get; } = targets;

        public bool AllowMultiple { get; set; }

        public bool Inherited { get; set; }
    }

    public sealed class FlagsAttribute : Attribute;

    public sealed class ParamArrayAttribute : Attribute;

    public sealed class ObsoleteAttribute(string message, bool error) : Attribute
    {
        public string Message { get; } = message;

        public bool IsError { get; } = error;
    }
}

namespace System.Reflection
{
    public sealed class DefaultMemberAttribute(string name) : Attribute
    {
        public string MemberName { get; } = name;
    }
}

namespace System.Runtime
{
    /// <summary>Gives a method a symbol that machine code can call.</summary>
    internal sealed class RuntimeExportAttribute(string entry) : Attribute
    {
        public string EntryPoint { get; } = entry;
    }

    /// <summary>Names the symbol that an extern method is.</summary>
    internal sealed class RuntimeImportAttribute(string library, string entry) : Attribute
    {
        public string Library { get; } = library;

        public string EntryPoint { get; } = entry;
    }
}

namespace System.Runtime.CompilerServices
{
    public enum MethodImplOptions
    {
        NoInlining = 8,
        AggressiveInlining = 0x100,
        InternalCall = 0x1000,
    }

    public sealed class MethodImplAttribute(MethodImplOptions options) : Attribute
    {
        public MethodImplOptions Value { get; } = options;
    }

    public sealed class IntrinsicAttribute : Attribute;

    public sealed class CompilerGeneratedAttribute : Attribute;

    public sealed class UnsafeValueTypeAttribute : Attribute;

    public sealed class FixedBufferAttribute(Type elementType, int length) : Attribute
    {
        public Type ElementType { get; } = elementType;

        public int Length { get; } = length;
    }

    public sealed class IsReadOnlyAttribute : Attribute;

    public sealed class IsByRefLikeAttribute : Attribute;

    public sealed class IsUnmanagedAttribute : Attribute;

    public sealed class ScopedRefAttribute : Attribute;

    public sealed class RequiresLocationAttribute : Attribute;

    public class IsVolatile;

    public static class RuntimeFeature
    {
        public const string ByRefFields = "ByRefFields";
        public const string NumericIntPtr = "NumericIntPtr";
        public const string UnmanagedSignatureCallingConvention = "UnmanagedSignatureCallingConvention";
    }
}

namespace System.Runtime.InteropServices
{
    public enum LayoutKind
    {
        Sequential = 0,
        Explicit = 2,
        Auto = 3,
    }

    public enum CharSet
    {
        None = 1,
        Ansi = 2,
        Unicode = 3,
        Auto = 4,
    }

    public sealed class StructLayoutAttribute(LayoutKind kind) : Attribute
    {
        public int Size;
        public int Pack;
        public CharSet CharSet;

        public LayoutKind Value { get; } = kind;
    }

    public sealed class FieldOffsetAttribute(int offset) : Attribute
    {
        public int Value { get; } = offset;
    }

    public sealed class InAttribute : Attribute;

    public enum UnmanagedType
    {
        Bool = 2,
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    public sealed class DoesNotReturnAttribute : Attribute;

    public sealed class UnscopedRefAttribute : Attribute;
}
