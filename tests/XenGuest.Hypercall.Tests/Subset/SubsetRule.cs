namespace XenGuest.Hypercall.Tests.Subset;

/// <summary>
/// What IL2CPU (Cosmos gen2) cannot compile or compiles wrongly, and what the core gives up for other reasons.
/// </summary>
internal enum SubsetRule
{
    /// <summary><c>catch … when</c> is not translated.</summary>
    ExceptionFilter,

    /// <summary><c>throw;</c> is not translated.</summary>
    Rethrow,

    /// <summary>A catch of an exception class of one's own, together with a finally, is not translated.</summary>
    OwnExceptionWithFinally,

    /// <summary>A call through a function pointer without arguments is not translated.</summary>
    IndirectCallWithoutArguments,

    /// <summary>Delegates with more than one target, and thereby events, do not work.</summary>
    MulticastDelegate,

    /// <summary>Record classes are not translated.</summary>
    RecordClass,

    /// <summary>Text of an enumeration needs metadata that is not there.</summary>
    EnumText,

    /// <summary>Memory outside the collected heap is the host's to give.</summary>
    UnmanagedAllocation,

    /// <summary><c>stackalloc</c> allocates on the heap there.</summary>
    StackAllocation,

    /// <summary>Arrays of more than one dimension are not translated.</summary>
    MultidimensionalArray,

    /// <summary>Methods with a body in an interface are not translated.</summary>
    DefaultInterfaceMethod,

    /// <summary>Virtual methods with type parameters are not translated.</summary>
    GenericVirtualMethod,

    /// <summary>Static abstract members of interfaces are not translated.</summary>
    StaticAbstractMember,

    /// <summary><c>System.Numerics.BitOperations</c> is not there.</summary>
    BitOperations,

    /// <summary>Fields of a reference type (<c>ref</c> fields) are not translated.</summary>
    RefField,

    /// <summary>Inline arrays are not translated.</summary>
    InlineArray,

    /// <summary>Division of 64-bit numbers hangs or is wrong for some of them.</summary>
    LongDivision,

    /// <summary><c>IntPtr.Size</c> is wrong there; <c>sizeof(void*)</c> is right.</summary>
    PointerSizeProperty,

    /// <summary>The core holds no locks; an analyzer does not see the statement.</summary>
    Lock,

    /// <summary>The core dispatches through no interface: it costs more than a class and needs run-time stubs.</summary>
    InterfaceDispatch,
}
