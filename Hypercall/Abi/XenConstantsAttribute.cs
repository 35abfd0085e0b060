using System;

namespace XenGuest.Hypercall.Abi;

/// <summary>Says which header the constants of an enumeration, a class or a structure come from.</summary>
/// <param name="header">The header, relative to Xen's public include folder.</param>
[AttributeUsage(AttributeTargets.Enum | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class XenConstantsAttribute(string header) : Attribute
{
    /// <summary>The header, relative to Xen's public include folder.</summary>
    public string Header { get; } = header;
}
