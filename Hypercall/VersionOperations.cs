using System;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>What a guest may ask Xen about itself, typed.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each question is one hypercall and allocates nothing; texts are bytes (ASCII), without the 0 at their end. Beside
/// the errors listed at each, every one of them can answer
/// <see cref="XenErrno.NotImplemented"/>: no hypervisor stands behind the hypercall page yet;
/// <see cref="XenErrno.BadAddress"/>: the calling stack is not mapped for Xen.
/// What a security policy hides is answered as the text "&lt;denied&gt;" or as nothing, not as an error.
/// Xen: public/version.h; xen/common/kernel.c.
/// </remarks>
public sealed unsafe class VersionOperations(Hypervisor hypervisor)
{
    private const int MinorBits = 16;

    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Asks for Xen's version.</summary>
    /// <returns>The version.</returns>
    /// <remarks>Xen: XENVER_version.</remarks>
    public XenResult<XenVersionNumber> GetVersion()
    {
        HypercallResult result = _hypervisor.XenVersion(VersionCommand.Version, null);
        if (!result.Succeeded)
        {
            return result.Error;
        }

        int version = (int)result.Value;
        return new XenVersionNumber(version >> MinorBits, version & ((1 << MinorBits) - 1));
    }

    /// <summary>Asks for what follows the version number, such as ".4" or "-unstable".</summary>
    /// <param name="text">Where the text goes; 15 bytes hold every one, a longer one than fits is cut off.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>Xen: XENVER_extraversion.</remarks>
    public XenResult<int> GetExtraVersion(Span<byte> text)
    {
        XenExtraVersion answer = default;
        HypercallResult result = _hypervisor.XenVersion(VersionCommand.ExtraVersion, &answer);
        return result.Succeeded ? CopyText(answer.Text, sizeof(XenExtraVersion), text) : result.Error;
    }

    /// <summary>Asks which kinds of guests Xen runs, such as "hvm-3.0-x86_64".</summary>
    /// <param name="text">Where the text goes; 1023 bytes hold every one, a longer one than fits is cut off.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>Xen: XENVER_capabilities.</remarks>
    public XenResult<int> GetCapabilities(Span<byte> text)
    {
        XenCapabilitiesInfo answer = default;
        HypercallResult result = _hypervisor.XenVersion(VersionCommand.Capabilities, &answer);
        return result.Succeeded ? CopyText(answer.Text, sizeof(XenCapabilitiesInfo), text) : result.Error;
    }

    /// <summary>Asks from which change Xen was built.</summary>
    /// <param name="text">Where the text goes; 63 bytes hold every one, a longer one than fits is cut off.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>Xen: XENVER_changeset.</remarks>
    public XenResult<int> GetChangeset(Span<byte> text)
    {
        XenChangesetInfo answer = default;
        HypercallResult result = _hypervisor.XenVersion(VersionCommand.Changeset, &answer);
        return result.Succeeded ? CopyText(answer.Text, sizeof(XenChangesetInfo), text) : result.Error;
    }

    /// <summary>Asks with which compiler Xen was built.</summary>
    /// <param name="text">Where the text goes; 63 bytes hold every one, a longer one than fits is cut off.</param>
    /// <returns>How many bytes were written.</returns>
    /// <remarks>Xen: XENVER_compile_info.</remarks>
    public XenResult<int> GetCompiler(Span<byte> text)
    {
        const int CompilerSize = 64;
        XenCompileInfo answer = default;
        HypercallResult result = _hypervisor.XenVersion(VersionCommand.CompileInfo, &answer);
        return result.Succeeded ? CopyText(answer.Compiler, CompilerSize, text) : result.Error;
    }

    /// <summary>Asks which features this domain has.</summary>
    /// <param name="submap">Which 32 features; 0 for features 0 to 31.</param>
    /// <returns>A bit for each feature (<see cref="XenFeature"/>); or
    /// <see cref="XenErrno.InvalidArgument"/>: this Xen has no such features.</returns>
    /// <remarks>Xen: XENVER_get_features.</remarks>
    public XenResult<uint> GetFeatures(uint submap)
    {
        XenFeatureInfo answer = default;
        answer.SubmapIndex = submap;
        HypercallResult result = _hypervisor.XenVersion(VersionCommand.GetFeatures, &answer);
        return result.Succeeded ? answer.Submap : result.Error;
    }

    /// <summary>Asks for the size of Xen's pages.</summary>
    /// <returns>The size in bytes; 0 where a security policy hides it.</returns>
    /// <remarks>Xen: XENVER_pagesize.</remarks>
    public XenResult<uint> GetPageSize()
    {
        HypercallResult result = _hypervisor.XenVersion(VersionCommand.PageSize, null);
        return result.Succeeded ? (uint)result.Value : result.Error;
    }

    /// <summary>Asks for the identifier (UUID) that the toolstack gave this domain.</summary>
    /// <param name="identifier">Where its 16 bytes go, in the order in which the UUID is written.</param>
    /// <returns><see cref="XenErrno.None"/>; all bytes are 0 in dom0, and where a security policy hides it; or
    /// <see cref="XenErrno.NoSpace"/>: <paramref name="identifier"/> is shorter than 16 bytes, and Xen was not asked.</returns>
    /// <remarks>Xen: XENVER_guest_handle.</remarks>
    public XenErrno GetIdentifier(Span<byte> identifier)
    {
        if (identifier.Length < sizeof(XenDomainHandle))
        {
            return XenErrno.NoSpace;
        }

        XenDomainHandle answer = default;
        HypercallResult result = _hypervisor.XenVersion(VersionCommand.GuestHandle, &answer);
        if (result.Succeeded)
        {
            new ReadOnlySpan<byte>(answer.Bytes, sizeof(XenDomainHandle)).CopyTo(identifier);
        }

        return result.Error;
    }

    private static int CopyText(byte* source, int size, Span<byte> destination)
    {
        int length = 0;
        while (length < size && length < destination.Length && source[length] != 0)
        {
            destination[length] = source[length];
            length++;
        }

        return length;
    }
}
