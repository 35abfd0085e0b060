using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

Console.WriteLine($"throwing {args[0]}; nobody catches it, its trace is printed, and the machine ends");
switch (args[0])
{
    case "in-main":
        Thrower.Outer();
        break;
    case "in-thread":
        Thread thread = new(static () => Thrower.Outer());
        thread.Start();
        thread.Join();
        break;
    case "null":
        Thrower.Dereference(null);
        break;
    case "in-async-void":
        Thrower.Later();
        Thread.Sleep(Timeout.Infinite);
        break;
    case "out-of-await":
        await Thrower.LaterAsync();
        break;
    case "fail-fast":
        Environment.FailFast("this is the end");
        break;
    default:
        throw new ArgumentException(args[0]);
}

Console.WriteLine("XenGuest: FAILURE unhandled: nothing happened");
return 1;

internal static class Thrower
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Outer() => Inner();

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Dereference(string? text) => Console.WriteLine(text!.Length);

    internal static async void Later()
    {
        await Task.Delay(5);
        Inner();
    }

    internal static async Task LaterAsync()
    {
        await Task.Delay(5);
        Inner();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Inner() => throw new InvalidOperationException("nobody catches this", new FormatException("the cause"));
}
