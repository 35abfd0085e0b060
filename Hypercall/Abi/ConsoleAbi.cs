// xen/include/public/io/console.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/io/console.h
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The page that a domain shares with whoever shows its console.</summary>
/// <remarks>
/// The indices run on for ever; a character stands at its index modulo the size of the ring. The domain writes
/// <see cref="Out"/>, <see cref="OutProducer"/> and <see cref="InConsumer"/>, the other end the rest.
/// </remarks>
[XenAbi("io/console.h", "xencons_interface")]
[StructLayout(LayoutKind.Explicit, Size = 3088)]
public unsafe struct XenconsInterface
{
    /// <summary>The size of <see cref="In"/>, in characters.</summary>
    public const int InSize = 1024;

    /// <summary>The size of <see cref="Out"/>, in characters.</summary>
    public const int OutSize = 2048;

    /// <summary>Characters for the domain.</summary>
    [FieldOffset(0), XenField("in")] public fixed byte In[InSize];

    /// <summary>Characters of the domain.</summary>
    [FieldOffset(1024), XenField("out")] public fixed byte Out[OutSize];

    /// <summary>How many characters the domain has taken.</summary>
    [FieldOffset(3072), XenField("in_cons")] public uint InConsumer;

    /// <summary>How many characters there were for the domain.</summary>
    [FieldOffset(3076), XenField("in_prod")] public uint InProducer;

    /// <summary>How many characters of the domain were taken.</summary>
    [FieldOffset(3080), XenField("out_cons")] public uint OutConsumer;

    /// <summary>How many characters the domain has written.</summary>
    [FieldOffset(3084), XenField("out_prod")] public uint OutProducer;
}
