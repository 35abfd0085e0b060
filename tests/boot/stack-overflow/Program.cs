using System;
using System.Runtime.CompilerServices;
using System.Threading;

bool inThread = args is ["thread"];
Console.WriteLine($"recursing without end in {(inThread ? "a thread of its own" : "the first thread")}; the machine names it and ends");
if (inThread)
{
    Thread thread = new(static () => Recursion.Down(0));
    thread.Start();
    thread.Join();
}
else
{
    Recursion.Down(0);
}

Console.WriteLine("XenGuest: FAILURE stack-overflow: the recursion came back");
return 1;

internal static class Recursion
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Down(int depth) => depth == int.MaxValue ? 0 : Down(depth + 1) + depth;
}
