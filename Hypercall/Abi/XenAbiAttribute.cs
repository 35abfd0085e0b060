using System;

namespace XenGuest.Hypercall.Abi;

/// <summary>Says which C type of Xen's public headers a structure mirrors.</summary>
/// <remarks>
/// The golden tests compare size and fields by this name, for 64 and for 32 bits. A structure that exists at one width
/// only sets <see cref="Width"/>. A generic one is compared with <c>ulong</c> as its word for 64 bits and with
/// <c>uint</c> for 32.
/// </remarks>
/// <param name="header">The header, relative to Xen's public include folder.</param>
/// <param name="name">
/// The tag of a C struct; a typedef if it ends in <c>_t</c>; a full C type such as <c>union grant_entry_v2</c> if it
/// has a space or a parenthesis.
/// </param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true)]
public sealed class XenAbiAttribute(string header, string name) : Attribute
{
    /// <summary>The header, relative to Xen's public include folder.</summary>
    public string Header { get; } = header;

    /// <summary>The C type.</summary>
    public string Name { get; } = name;

    /// <summary>64 or 32 where the structure is right for that width only, else 0.</summary>
    public int Width { get; set; }
}
