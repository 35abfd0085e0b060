using System;
using XenGuest.Xg.Commands;

namespace XenGuest.Xg.Tests;

/// <summary>How many cases a test tries: few, or with <c>./test --long</c> many, from a new seed each time.</summary>
internal static class LongRun
{
    private const int UsualSeed = 20240607;

    public static bool IsAsked => Environment.GetEnvironmentVariable(TestCommand.LongVariable) == "1";

    public static int Seed => IsAsked ? Environment.TickCount : UsualSeed;

    public static int Cases(int few, int many) => IsAsked ? many : few;
}
