using System;
using System.IO;
using System.Runtime.CompilerServices;

// The image holds no names for stack traces: what it prints instead must be enough to name them from its symbols. Nor does it
// hold any of .NET's code for terminals.
Console.Error.WriteLine($"redirected {Console.IsInputRedirected} {Console.IsOutputRedirected} {Console.IsErrorRedirected}");
Console.ForegroundColor = ConsoleColor.Green;
Console.ResetColor();
Console.WriteLine($"window {Console.WindowWidth}x{Console.WindowHeight}, cursor {Console.CursorLeft}, input {Console.ReadLine() ?? "at its end"}");
Thrower.Outer(args.Length);

internal static class Thrower
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Outer(int number)
    {
        try
        {
            Inner(number);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException("nobody catches this", exception);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Inner(int number) => throw new IOException($"the cause {number}");
}
