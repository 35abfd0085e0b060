using System;
using System.Text;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Xenbus.Fuzz;

/// <summary>Paths and numbers that say who a peer is: right ones, and such as are wrong in one way.</summary>
internal sealed class LinkFuzzer(Random random, FuzzNumbers numbers)
{
    private const string Home = "/local/domain/";
    private const uint FirstReserved = 0x7FF0;
    private const int MostPath = 3072;
    private const string NoDigits = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /// <summary>Asks for one link.</summary>
    /// <returns>What is wrong with the answer, or null.</returns>
    internal string? Step()
    {
        uint number = random.Next(3) == 0 ? (uint)random.Next(30) : (uint)random.Next((int)FirstReserved);
        if (random.Next(3) == 0)
        {
            return Ask($"{Home}{number}{Below()}", numbers.Right(number), number);
        }

        (string path, byte[] id) = random.Next(10) switch
        {
            0 => ($"{Home}{OtherThan(number)}{Below()}", numbers.Right(number)),
            1 => ($"{Home}{new string('0', random.Next(1, 12))}{number}{Below()}", numbers.Right(number)),
            2 => ($"{Home}{number + ((UInt128)random.Next(1, int.MaxValue) << random.Next(32, 90))}{Below()}", numbers.Right(number)),
            3 => WithoutDigit(),
            4 => HasNothingBelow(number),
            5 => Reserved(),
            6 => WithWrongNumber(number),
            7 => (Malformed($"{Home}{number}"), numbers.Right(number)),
            8 => (Elsewhere(number), numbers.Right(number)),
            _ => ($"{Home}/{Below()}", numbers.Right(0)),
        };
        return Ask(path, id, null);
    }

    private static string? Ask(string path, byte[] id, uint? expected)
    {
        bool isRight = XenbusProtocol.TryParseLink(path, id, out DomainId domain);
        bool isAsExpected = expected is { } number ? isRight && domain.Value == number : !isRight;
        return isAsExpected ? null : $"link '{path}' of '{Encoding.Latin1.GetString(id)}': {isRight}, {domain.Value}";
    }

    private string Below() => random.Next(3) switch
    {
        0 => "/backend/vbd/7/51712",
        1 => $"/{random.Next()}",
        _ => "/device/a-B_@9/0",
    };

    private uint OtherThan(uint number)
    {
        uint other = (uint)random.Next((int)FirstReserved);
        return other == number ? number + 1 : other;
    }

    /// <summary>A character that is none, and would give the number if it were taken for a digit.</summary>
    private (string Path, byte[] Id) WithoutDigit()
    {
        char character = random.Next(4) == 0 ? '-' : NoDigits[random.Next(NoDigits.Length)];
        uint before = (uint)random.Next(1, 3000);
        uint number = unchecked((before * 10) + character - '0');
        return ($"{Home}{before}{character}{Below()}", numbers.Right(number));
    }

    /// <summary>The domain's part of the tree as a whole; domain 0 is what a number that is not there would be.</summary>
    private (string Path, byte[] Id) HasNothingBelow(uint number) =>
        ($"{Home}{number}", numbers.Right(random.Next(2) == 0 ? 0 : number));

    private (string Path, byte[] Id) Reserved()
    {
        uint number = random.Next(3) switch
        {
            0 => FirstReserved,
            1 => (uint)random.Next((int)FirstReserved, ushort.MaxValue + 1),
            _ => FirstReserved + unchecked((uint)random.Next()),
        };
        return ($"{Home}{number}{Below()}", numbers.Right(number));
    }

    private (string Path, byte[] Id) WithWrongNumber(uint number)
    {
        uint like = random.Next(2) == 0 ? 0 : number;
        return ($"{Home}{like}{Below()}", numbers.Wrong(like));
    }

    private string Malformed(string top) => random.Next(5) switch
    {
        0 => $"{top}{Below()}/",
        1 => $"{top}/{Below()}",
        2 => $"{top}{Below()}{" .:#\0\u00e4"[random.Next(6)]}x",
        3 => $"{top}/".PadRight(MostPath + random.Next(1, 100), 'x'),
        _ => $"{top}/",
    };

    /// <summary>A beginning as long as the right one, but another; or nothing at all.</summary>
    private string Elsewhere(uint number)
    {
        if (random.Next(20) == 0)
        {
            return "";
        }

        string beginning = random.Next(5) switch
        {
            0 => "local/domain/0/",
            1 => "/Local/domain/",
            2 => "/local/domane/",
            3 => "@local/domain/",
            _ => "/vm/0/domains/",
        };
        return $"{beginning}{number}{Below()}";
    }
}
