using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Boot.Tests;

/// <summary>The images of all guests, published together once for all tests.</summary>
internal static class PublishedGuests
{
    private const string Traversal = "tests/boot/Guests.proj";

    private static readonly Lazy<Task<Dictionary<string, GuestImage>>> s_images = new(PublishAsync);

    /// <summary>The image of a guest.</summary>
    /// <exception cref="XgException">A guest does not build.</exception>
    public static async Task<GuestImage> ImageAsync(Guest guest) => (await s_images.Value)[guest.Project];

    /// <summary>Whether some test has asked for an image.</summary>
    public static bool BuildHasBegun => s_images.IsValueCreated;

    /// <summary>Waits until the build is over, however it went: boots have deadlines, and the compiler takes every processor.</summary>
    public static Task BuildIsOverAsync() => s_images.Value.ContinueWith(static _ => { }, TaskScheduler.Default);

    private static async Task<Dictionary<string, GuestImage>> PublishAsync()
    {
        // _IsPublishing makes it the build of `dotnet publish`, whose outputs it shares.
        string[] arguments =
        [
            "msbuild", Checkout.PathOf(Traversal), "-restore", "-t:Publish", "-p:Configuration=Release", "-p:_IsPublishing=true",
            "-m:2", "-nologo", "-v:quiet", "-getItem:Image", CompilerServer.Use,
        ];
        ToolResult build = await Tool.RunAsync("dotnet", arguments, Checkout.Root, CancellationToken.None);
        if (!build.Succeeded)
        {
            throw new XgException($"the guests do not build:\n{GuestProject.BuildErrors(build)}");
        }

        JsonArray images = JsonNode.Parse(build.Output)!["Items"]!["Image"]!.AsArray();
        return images.ToDictionary(
            static image => image!["MSBuildSourceProjectFile"]!.GetValue<string>(),
            static image => GuestImage.Open(image!["Identity"]!.GetValue<string>()));
    }
}
