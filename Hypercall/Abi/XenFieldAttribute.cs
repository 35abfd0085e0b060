using System;

namespace XenGuest.Hypercall.Abi;

/// <summary>Says which C member a field mirrors.</summary>
/// <param name="name">The member, as <c>offsetof</c> takes it: members of unions inside are reached with dots.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class XenFieldAttribute(string name) : Attribute
{
    /// <summary>The C member.</summary>
    public string Name { get; } = name;
}
