using System;

namespace XenGuest.Hypercall.Abi;

/// <summary>Says which C constant a constant or a member of an enumeration mirrors.</summary>
/// <param name="name">The C constant.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class XenConstantAttribute(string name) : Attribute
{
    /// <summary>The C constant.</summary>
    public string Name { get; } = name;

    /// <summary>64 or 32 where the value is right for that width only, else 0.</summary>
    public int Width { get; set; }

    /// <summary>
    /// The origin of a constant that the headers of Xen 4.17 lack (a later release, or a guest's own header);
    /// null where those headers have it.
    /// </summary>
    public string? Origin { get; set; }
}
