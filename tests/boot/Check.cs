using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace XenGuest.BootGuests;

/// <summary>What a boot guest finds out: a line for each check, and the verdict as the last.</summary>
internal static class Check
{
    private static string? s_failure;

    /// <summary>Notes whether something holds; the first that does not is the reason of the verdict.</summary>
    public static void That(string what, bool holds, string? seen = null)
    {
        string line = seen is null ? what : $"{what} ({seen})";
        Console.WriteLine($"  {(holds ? "ok" : "NOT")}  {line}");
        if (!holds)
        {
            s_failure ??= line;
        }
    }

    /// <summary>Notes whether two values are equal.</summary>
    public static void Equal<T>(string what, T expected, T actual)
    {
        bool equal = Equals(expected, actual);
        That(what, equal, equal ? null : $"expected {expected}, got {actual}");
    }

    /// <summary>Notes whether an action throws what it shall.</summary>
    public static void Throws<TException>(string what, Action action)
        where TException : Exception
    {
        try
        {
            action();
            That(what, false, "nothing was thrown");
        }
        catch (Exception exception)
        {
            That(what, exception is TException, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>Does a part of the guest; an exception that leaves it is a failure.</summary>
    public static void Part(string title, Action part) => PartAsync(title, () =>
    {
        part();
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    /// <summary>As <see cref="Part"/>, for a part that awaits.</summary>
    public static async Task PartAsync(string title, Func<Task> part)
    {
        Console.WriteLine(title);
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            await part();
        }
        catch (Exception exception)
        {
            That(title, false, exception.ToString());
        }

        Console.WriteLine($"  in {clock.ElapsedMilliseconds} ms");
    }

    /// <summary>Prints the verdict; what Main returns.</summary>
    public static int Verdict(string name)
    {
        Console.WriteLine(s_failure is null ? $"XenGuest: SUCCESS {name}" : $"XenGuest: FAILURE {name}: {s_failure.ReplaceLineEndings(" ")}");
        return s_failure is null ? 0 : 1;
    }
}
