using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;

namespace XenGuest.Boot.Tests;

/// <summary>Every guest of tests/boot and samples, on real Xen, by its boot.json.</summary>
public class GuestTests
{
    // All boots are started at once, as many side by side as the rig has places for; each test waits for its own.
    private static readonly Lazy<Dictionary<(string Guest, int Case), Task<BootResult>>> s_boots = new(StartAll);

    public static TheoryData<string, int, string> Cases
    {
        get
        {
            TheoryData<string, int, string> cases = [];
            foreach (Guest guest in Guest.All)
            {
                for (int index = 0; index < guest.Cases.Count; index++)
                {
                    cases.Add(guest.Name, index, guest.Cases[index].Name);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_guest_ends_as_expected(string guest, int index, string name)
    {
        BootCase expected = Guest.All.Single(candidate => candidate.Name == guest).Cases[index];
        Assert.Equal(expected.Name, name);

        BootResult result = await s_boots.Value[(guest, index)];

        AssertAsExpected(expected, result);
    }

    private static void AssertAsExpected(BootCase expected, BootResult result)
    {
        string console = $"{result}\n--- console ---\n{string.Join('\n', result.GuestLines)}";
        Assert.True(result.Verdict.Word() == expected.Verdict, $"expected {expected.Verdict}, got {console}");
        if (expected.Reason is not null)
        {
            Assert.True(Regex.IsMatch(result.Reason ?? string.Empty, expected.Reason), $"the reason does not match '{expected.Reason}': {console}");
        }

        int from = 0;
        foreach (string pattern in expected.Console)
        {
            int found = result.GuestLines.Skip(from).ToList().FindIndex(line => Regex.IsMatch(line, pattern));
            Assert.True(found >= 0, $"no line matches '{pattern}' from line {from} on: {console}");
            from += found + 1;
        }
    }

    private static Dictionary<(string Guest, int Case), Task<BootResult>> StartAll() =>
        Guest.All.SelectMany(static guest => guest.Cases.Select((boot, index) => (guest, boot, index)))
            .ToDictionary(static one => (one.guest.Name, one.index), static one => BootAsync(one.guest, one.boot));

    private static async Task<BootResult> BootAsync(Guest guest, BootCase boot)
    {
        GuestImage image = await PublishedGuests.ImageAsync(guest);
        return await Rig.BootAsync(image, boot.Options, XenRelease.Find(boot.Xen)!);
    }
}
