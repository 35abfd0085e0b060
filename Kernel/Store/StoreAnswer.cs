using System;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>What an answer must look like, by the type of its request.</summary>
internal static class StoreAnswer
{
    /// <summary>Whether an answer is what its type says. After that its parts can be taken without another check.</summary>
    internal static bool IsWellFormed(StoreMessageType type, ReadOnlySpan<byte> answer)
    {
        switch (type)
        {
            case StoreMessageType.Read:
                return true;
            case StoreMessageType.Directory:
                return IsNameList(answer);
            case StoreMessageType.DirectoryPart:
                return IsDirectoryPart(answer);
            case StoreMessageType.GetPermissions:
                return IsPermissionList(answer);
            case StoreMessageType.TransactionStart:
                return IsText(answer) && StoreNumber.TryParse(answer.Slice(0, answer.Length - 1), out uint id) && id != 0;
            case StoreMessageType.GetDomainPath:
                return IsText(answer) && StorePath.IsAtOrBelow(answer.Slice(0, answer.Length - 1), "/");
            case StoreMessageType.IsDomainIntroduced:
                return answer.SequenceEqual("T\0"u8) || answer.SequenceEqual("F\0"u8);
            default:
                return answer.SequenceEqual("OK\0"u8);
        }
    }

    /// <summary>Whether an answer is one text, not empty, with the zero byte at its end and no other.</summary>
    internal static bool IsText(ReadOnlySpan<byte> answer) => answer.Length > 1 && answer.IndexOf((byte)0) == answer.Length - 1;

    private static bool IsNameList(ReadOnlySpan<byte> answer)
    {
        StoreStrings names = new(answer);
        while (!names.IsAtEnd)
        {
            if (!names.MoveNext() || !IsName(names.Current))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A generation and names; behind the last name of all an empty text. A part brings something or the end.</summary>
    private static bool IsDirectoryPart(ReadOnlySpan<byte> answer)
    {
        StoreStrings texts = new(answer);
        if (!texts.MoveNext() || !IsGeneration(texts.Current) || texts.IsAtEnd)
        {
            return false;
        }

        while (!texts.IsAtEnd)
        {
            if (!texts.MoveNext() || (texts.Current.Length == 0 ? !texts.IsAtEnd : !IsName(texts.Current)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A number of up to 64 bits; it is compared only.</summary>
    private static bool IsGeneration(ReadOnlySpan<byte> text)
    {
        bool isGeneration = text.Length is > 0 and <= DirectoryListing.MostGenerationDigits;
        for (int i = 0; i < text.Length && isGeneration; i++)
        {
            isGeneration = text[i] >= '0' && text[i] <= '9';
        }

        return isGeneration;
    }

    private static bool IsPermissionList(ReadOnlySpan<byte> answer)
    {
        StoreStrings texts = new(answer);
        while (!texts.IsAtEnd)
        {
            if (!texts.MoveNext() || !StorePermission.TryParse(texts.Current, out _))
            {
                return false;
            }
        }

        return answer.Length != 0;
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        bool isName = name.Length != 0;
        for (int i = 0; i < name.Length && isName; i++)
        {
            isName = StorePath.IsOfName(name[i]);
        }

        return isName;
    }
}
