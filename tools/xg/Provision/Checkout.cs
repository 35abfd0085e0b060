using System;
using System.IO;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Provision;

/// <summary>The checkout of XenGuest that this program was built in.</summary>
internal static class Checkout
{
    private const string Solution = "XenGuest.sln";

    /// <summary>Its folder.</summary>
    /// <exception cref="XgException">This program stands outside a checkout.</exception>
    public static string Root
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Solution)))
                {
                    return folder.FullName;
                }
            }

            throw new XgException($"no {Solution} above {AppContext.BaseDirectory}", "run this command from a checkout of XenGuest");
        }
    }

    /// <summary>The path of something in it.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path);
}
