using System;
using System.Collections.Generic;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest;

/// <summary>What Xen says of itself.</summary>
public sealed class XenDescription
{
    private const int FeaturesPerSubmap = 32;

    private XenDescription(string version, uint cpuidBase, IReadOnlyList<XenFeature> features)
    {
        Version = version;
        CpuidBase = cpuidBase;
        Features = features;
    }

    /// <summary>Such as <c>4.17.7</c>.</summary>
    public string Version { get; }

    /// <summary>The leaf at which CPUID shows Xen.</summary>
    public uint CpuidBase { get; }

    /// <summary>The features that Xen offers this domain (XENFEAT_*).</summary>
    public IReadOnlyList<XenFeature> Features { get; }

    // Not by LINQ, whose generic virtual methods would bring the runtime's type loader into the image: 200 KB.
    internal bool Offers(XenFeature feature)
    {
        foreach (XenFeature offered in Features)
        {
            if (offered == feature)
            {
                return true;
            }
        }

        return false;
    }

    internal static XenDescription Read(Hypervisor hypervisor, uint cpuidBase)
    {
        VersionOperations operations = new(hypervisor);
        XenVersionNumber number = XenException.ValueOrThrow(operations.GetVersion(), "asking for Xen's version");
        Span<byte> text = stackalloc byte[64];
        int length = XenException.ValueOrThrow(operations.GetExtraVersion(text), "asking for Xen's extra version");
        string version = $"{number.Major}.{number.Minor}{Encoding.ASCII.GetString(text[..length])}";

        uint bits = XenException.ValueOrThrow(operations.GetFeatures(0), "asking for Xen's features");
        List<XenFeature> features = [];
        for (int i = 0; i < FeaturesPerSubmap; i++)
        {
            if ((bits & (1u << i)) != 0)
            {
                features.Add((XenFeature)i);
            }
        }

        return new XenDescription(version, cpuidBase, features);
    }
}
