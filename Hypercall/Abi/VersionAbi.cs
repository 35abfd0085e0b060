// xen/include/public/version.h at RELEASE-4.17.0, and the commands of Xen 4.18: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/version.h
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The commands of <c>HYPERVISOR_xen_version</c> (<c>XENVER_*</c>).</summary>
[XenConstants("version.h")]
public enum VersionCommand : uint
{
    /// <summary><c>XENVER_version</c>: answers major &lt;&lt; 16 | minor. No argument.</summary>
    [XenConstant("XENVER_version")] Version = 0,

    /// <summary><c>XENVER_extraversion</c>: reads the rest of the version, 16 bytes.</summary>
    [XenConstant("XENVER_extraversion")] ExtraVersion = 1,

    /// <summary><c>XENVER_compile_info</c>: reads who built it: <see cref="XenCompileInfo"/>.</summary>
    [XenConstant("XENVER_compile_info")] CompileInfo = 2,

    /// <summary><c>XENVER_capabilities</c>: reads which guests it runs, 1024 bytes.</summary>
    [XenConstant("XENVER_capabilities")] Capabilities = 3,

    /// <summary><c>XENVER_changeset</c>: reads the change it was built from, 64 bytes.</summary>
    [XenConstant("XENVER_changeset")] Changeset = 4,

    /// <summary>
    /// <c>XENVER_platform_parameters</c>: reads where Xen starts (32-bit PV): <see
    /// cref="XenPlatformParameters{TWord}"/>.
    /// </summary>
    [XenConstant("XENVER_platform_parameters")] PlatformParameters = 5,

    /// <summary><c>XENVER_get_features</c>: reads 32 features: <see cref="XenFeatureInfo"/>.</summary>
    [XenConstant("XENVER_get_features")] GetFeatures = 6,

    /// <summary><c>XENVER_pagesize</c>: answers the size of a page. No argument.</summary>
    [XenConstant("XENVER_pagesize")] PageSize = 7,

    /// <summary><c>XENVER_guest_handle</c>: reads the guest's UUID, 16 bytes.</summary>
    [XenConstant("XENVER_guest_handle")] GuestHandle = 8,

    /// <summary><c>XENVER_commandline</c>: reads Xen's command line, 1024 bytes (privileged).</summary>
    [XenConstant("XENVER_commandline")] CommandLine = 9,

    /// <summary>
    /// <c>XENVER_build_id</c>: reads the build identity: <see cref="XenBuildId"/>; answers its length. Null asks for
    /// the length.
    /// </summary>
    [XenConstant("XENVER_build_id")] BuildId = 10,

    /// <summary>
    /// <c>XENVER_extraversion2</c>: as <see cref="ExtraVersion"/>, of any length, in the form of <see
    /// cref="XenBuildId"/>.
    /// </summary>
    [XenConstant("XENVER_extraversion2", Origin = "xen.git c447b7308b, public/version.h")] ExtraVersion2 = 11,

    /// <summary><c>XENVER_capabilities2</c>: as <see cref="Capabilities"/>, likewise.</summary>
    [XenConstant("XENVER_capabilities2", Origin = "xen.git c447b7308b, public/version.h")] Capabilities2 = 12,

    /// <summary><c>XENVER_changeset2</c>: as <see cref="Changeset"/>, likewise.</summary>
    [XenConstant("XENVER_changeset2", Origin = "xen.git c447b7308b, public/version.h")] Changeset2 = 13,

    /// <summary><c>XENVER_commandline2</c>: as <see cref="CommandLine"/>, likewise.</summary>
    [XenConstant("XENVER_commandline2", Origin = "xen.git c447b7308b, public/version.h")] CommandLine2 = 14,
}

/// <summary>The buffer of <see cref="VersionCommand.ExtraVersion"/>.</summary>
[XenAbi("version.h", "xen_extraversion_t")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public unsafe struct XenExtraVersion
{
    /// <summary>Out: the text, ended by 0.</summary>
    [FieldOffset(0)] public fixed byte Text[16];
}

/// <summary>The buffer of <see cref="VersionCommand.CompileInfo"/>.</summary>
[XenAbi("version.h", "xen_compile_info")]
[StructLayout(LayoutKind.Explicit, Size = 144)]
public unsafe struct XenCompileInfo
{
    /// <summary>Out: the compiler.</summary>
    [FieldOffset(0), XenField("compiler")] public fixed byte Compiler[64];

    /// <summary>Out: who ran it.</summary>
    [FieldOffset(64), XenField("compile_by")] public fixed byte CompiledBy[16];

    /// <summary>Out: where.</summary>
    [FieldOffset(80), XenField("compile_domain")] public fixed byte CompileDomain[32];

    /// <summary>Out: when.</summary>
    [FieldOffset(112), XenField("compile_date")] public fixed byte CompileDate[32];
}

/// <summary>The buffer of <see cref="VersionCommand.Capabilities"/>.</summary>
[XenAbi("version.h", "xen_capabilities_info_t")]
[StructLayout(LayoutKind.Explicit, Size = 1024)]
public unsafe struct XenCapabilitiesInfo
{
    /// <summary>Out: the text, ended by 0.</summary>
    [FieldOffset(0)] public fixed byte Text[1024];
}

/// <summary>The buffer of <see cref="VersionCommand.Changeset"/>.</summary>
[XenAbi("version.h", "xen_changeset_info_t")]
[StructLayout(LayoutKind.Explicit, Size = 64)]
public unsafe struct XenChangesetInfo
{
    /// <summary>Out: the text, ended by 0.</summary>
    [FieldOffset(0)] public fixed byte Text[64];
}

/// <summary>The buffer of <see cref="VersionCommand.PlatformParameters"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("version.h", "xen_platform_parameters")]
[StructLayout(LayoutKind.Sequential)]
public struct XenPlatformParameters<TWord>
    where TWord : unmanaged
{
    /// <summary>Out: where Xen starts.</summary>
    [XenField("virt_start")] public TWord VirtualStart;
}

/// <summary>The argument of <see cref="VersionCommand.GetFeatures"/>.</summary>
[XenAbi("version.h", "xen_feature_info")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct XenFeatureInfo
{
    /// <summary>In: which 32 features; 0 for features 0 to 31.</summary>
    [FieldOffset(0), XenField("submap_idx")] public uint SubmapIndex;

    /// <summary>Out: a bit for each; see <see cref="XenFeature"/>.</summary>
    [FieldOffset(4), XenField("submap")] public uint Submap;
}

/// <summary>The buffer of <see cref="VersionCommand.GuestHandle"/>.</summary>
[XenAbi("xen.h", "xen_domain_handle_t")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public unsafe struct XenDomainHandle
{
    /// <summary>Out: the UUID.</summary>
    [FieldOffset(0)] public fixed byte Bytes[16];
}

/// <summary>The buffer of <see cref="VersionCommand.CommandLine"/>.</summary>
[XenAbi("version.h", "xen_commandline_t")]
[StructLayout(LayoutKind.Explicit, Size = 1024)]
public unsafe struct XenCommandLine
{
    /// <summary>Out: the text, ended by 0.</summary>
    [FieldOffset(0)] public fixed byte Text[1024];
}

/// <summary>The head of the argument of <see cref="VersionCommand.BuildId"/>; the buffer follows it.</summary>
[XenAbi("version.h", "xen_build_id")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct XenBuildId
{
    /// <summary>In: the bytes of the buffer.</summary>
    [FieldOffset(0), XenField("len")] public uint Length;
}
