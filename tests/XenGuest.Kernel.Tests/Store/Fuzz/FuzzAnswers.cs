using System;
using System.Linq;
using System.Text;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Store.Fuzz;

/// <summary>Payloads of which it is known whether they are what their type says: the grammar once more, written another way.</summary>
/// <param name="random">Where the choices come from.</param>
internal sealed class FuzzAnswers(Random random)
{
    private static readonly string[] s_badNames = ["", "a b", "ü", "a/b", "a\u0001", "a.b"];
    private static readonly string[] s_badNumbers = ["", "x", "-1", "1x", " 1", "4294967296", "99999999999", "1.", "00000000001"];
    private static readonly string[] s_badPermissions = ["", "n", "1", "x1", "n65536", "rx", "r4294967296", "N1"];
    private static readonly string[] s_badGenerations = ["", "x", "1a", "123456789012345678901", "-1"];
    private static readonly string[] s_badPaths = ["", "a", "/a b", "/ü", new('/', 0), "/" + new string('a', 3072)];
    private static readonly StoreMessageType[] s_done =
    [
        StoreMessageType.Write, StoreMessageType.MakeDirectory, StoreMessageType.Remove, StoreMessageType.SetPermissions,
        StoreMessageType.TransactionEnd, StoreMessageType.ResetWatches,
    ];

    /// <summary>A payload as a daemon that follows the protocol sends it.</summary>
    internal byte[] Good(StoreMessageType type) => Bytes(type switch
    {
        StoreMessageType.Read => Any(),
        StoreMessageType.Directory => Names(),
        StoreMessageType.DirectoryPart => Generation() + "\0" + (random.Next(2) == 0 ? Names() + "\0" : Name() + "\0"),
        StoreMessageType.GetPermissions => Permission() + "\0" + (random.Next(2) == 0 ? Permission() + "\0" : ""),
        StoreMessageType.TransactionStart => random.Next(8) == 0 ? "4294967295\0" : $"{random.Next(1, int.MaxValue)}\0",
        StoreMessageType.GetDomainPath => random.Next(8) == 0 ? "/\0" : $"/local/domain/{random.Next(100)}\0",
        StoreMessageType.IsDomainIntroduced => random.Next(2) == 0 ? "T\0" : "F\0",
        _ => "OK\0",
    });

    /// <summary>A payload that is not what the type says, or null for a type whose payload may be anything.</summary>
    internal byte[]? Bad(StoreMessageType type)
    {
        string? text = type switch
        {
            StoreMessageType.Read => null,
            StoreMessageType.Directory => Pick(Names() + Pick(s_badNames) + "\0", Name(), Names() + Name()),
            StoreMessageType.DirectoryPart => Pick(
                "", "5", "5\0", Pick(s_badGenerations) + "\0" + Name() + "\0", "5\0" + Name(), "5\0" + Pick(s_badNames[1..]) + "\0", "5\0\0" + Name() + "\0"),
            StoreMessageType.GetPermissions => Pick("", Pick(s_badPermissions) + "\0", Permission(), Permission() + "\0" + Pick(s_badPermissions) + "\0"),
            StoreMessageType.TransactionStart => Pick("", "\0", "0\0", "5", "57", "5\0\0", "5\05\0", Pick(s_badNumbers) + "\0"),
            StoreMessageType.GetDomainPath => Pick("", "\0", "/local", "/local\0\0", Pick(s_badPaths) + "\0"),
            StoreMessageType.IsDomainIntroduced => Pick("", "T", "\0", "X\0", "TF\0", "T\0F\0"),
            _ => Pick("", "OK", "NO\0", "\0", "OK\0\0", "ok\0"),
        };
        return text == null ? null : Bytes(text);
    }

    /// <summary>The text of an error, as it must be.</summary>
    internal byte[] GoodError() => Bytes(Pick("ENOENT\0", "EACCES\0", "EINVAL\0", "EAGAIN\0", "EWHAT\0", "x\0"));

    /// <summary>What is no text of an error.</summary>
    internal byte[] BadError() => Bytes(Pick("", "\0", "ENOENT", "ENOENT\0\0", "E\0E\0"));

    /// <summary>An event that belongs to a watch.</summary>
    internal byte[] GoodEvent(string path, uint token) => Bytes(path + Pick("", "/" + Name()) + "\0" + token + "\0");

    /// <summary>What is no event at all.</summary>
    internal byte[] BadEvent(string path, uint token) => Bytes(Pick("", path, path + "\0", path + "\0" + token, path + "\0" + token + "\0\0", path + "\0" + token + "\0x\0"));

    /// <summary>An event of something else than the watch is about.</summary>
    internal byte[] ForeignEvent(string path, uint token) => Bytes(
        Pick("", path[..^1], path[..^1] + "~", path + "x", path + "/a b", path + "/ü", path + "." + Name(), "/other/path", path + "/" + new string('a', 3072)) + "\0" + token + "\0");

    /// <summary>An event whose token is none of this domain's: it is counted, and nothing else.</summary>
    internal byte[] StrayEvent(string path, uint token) => Bytes(
        path + "\0" + Pick(Pick(s_badNumbers), (token + 1000).ToString(System.Globalization.CultureInfo.InvariantCulture), (token + 4294967296).ToString(System.Globalization.CultureInfo.InvariantCulture)) + "\0");

    /// <summary>A type that is answered by nothing but that all is done.</summary>
    internal StoreMessageType AnyDone() => s_done[random.Next(s_done.Length)];

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private string Pick(params string[] among) => among[random.Next(among.Length)];

    private string Any() => new([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(256))]);

    private string Name() => Pick("a", "b-c", "D_9", "x@y", "0");

    private string Names() => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Name() + "\0"));

    private string Permission() => Pick("n", "r", "w", "b") + Pick("0", "1", "65535", "32752");

    private string Generation() => Pick("0", "17", "18446744073709551615");
}
