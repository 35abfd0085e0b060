using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>The rules of a path in xenstore.</summary>
/// <remarks>Xen: is_valid_nodename, tools/xenstore/xenstored_core.c; the limits are of public/io/xs_wire.h.</remarks>
public static class StorePath
{
    /// <summary>Checks the path of a node: absolute, or relative to the domain's own part of the tree.</summary>
    /// <param name="path">The path.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NameTooLong"/>: more than 3072 characters, or 2048 of a relative one;
    /// <see cref="XenErrno.InvalidArgument"/>: empty, a character that is not allowed, two slashes in a row, or one at the end.</returns>
    public static XenErrno Check(string path)
    {
        int most = path.StartsWith('/')
            ? XenstoreDomainInterface.MostAbsolutePath : XenstoreDomainInterface.MostRelativePath;
        if (path.Length > most)
        {
            return XenErrno.NameTooLong;
        }

        bool isRoot = path.Length == 1 && path[0] == '/';
        bool isWellFormed = path.Length != 0 && (isRoot || path[path.Length - 1] != '/');
        for (int i = 0; i < path.Length && isWellFormed; i++)
        {
            isWellFormed = path[i] == '/' ? i == 0 || path[i - 1] != '/' : IsOfName(path[i]);
        }

        return isWellFormed ? XenErrno.None : XenErrno.InvalidArgument;
    }

    /// <summary>Whether a node's name may contain a character.</summary>
    internal static bool IsOfName(int character) =>
        (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9') || character == '-' || character == '_' || character == '@';

    /// <summary>Whether bytes are a path at or below one.</summary>
    internal static bool IsAtOrBelow(ReadOnlySpan<byte> path, string top)
    {
        if (path.Length < top.Length || path.Length > XenstoreDomainInterface.MostAbsolutePath)
        {
            return false;
        }

        for (int i = 0; i < path.Length; i++)
        {
            if (i < top.Length ? path[i] != top[i] : path[i] != '/' && !IsOfName(path[i]))
            {
                return false;
            }
        }

        return path.Length == top.Length || top[top.Length - 1] == '/' || path[top.Length] == '/';
    }
}
