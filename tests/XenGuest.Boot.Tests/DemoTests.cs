using System.Linq;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;

namespace XenGuest.Boot.Tests;

/// <summary>The demo guest beyond single boots.</summary>
public class DemoTests
{
    private const int MostBytes = 1_450_000;
    private const int Boots = 3;
    private const int BootsWhenLong = 200;

    private static Guest Demo => Guest.All.Single(static guest => guest.Name == "Hello");

    [Fact]
    public async Task The_image_is_small()
    {
        GuestImage image = await PublishedGuests.ImageAsync(Demo);

        Assert.InRange(image.Bytes, 1, MostBytes);
    }

    [Fact]
    public async Task It_succeeds_boot_after_boot()
    {
        GuestImage image = await PublishedGuests.ImageAsync(Demo);
        for (int boot = 1; boot <= (Rig.IsLong ? BootsWhenLong : Boots); boot++)
        {
            BootResult result = await Rig.BootAsync(image, new BootOptions(), XenRelease.Xen417);

            Assert.True(result.Verdict == Verdict.Success, $"boot {boot}: {result}\n{string.Join('\n', result.GuestLines)}");
        }
    }
}
