using System;
using System.Collections.Generic;

namespace XenGuest.BootGuests.Exceptions;

internal static class Handlers
{
    public static void Run()
    {
        List<string> order = [];
        try
        {
            try
            {
                try
                {
                    throw new InvalidOperationException("first");
                }
                finally
                {
                    order.Add("inner finally");
                }
            }
            catch (InvalidOperationException exception) when (Note(order, $"filter {exception.Message}", false))
            {
                order.Add("never");
            }
            finally
            {
                order.Add("outer finally");
            }
        }
        catch (InvalidOperationException)
        {
            order.Add("caught");
        }

        Check.Equal("filters run before any finally", "filter first, inner finally, outer finally, caught", string.Join(", ", order));

        try
        {
            Rethrow();
        }
        catch (InvalidOperationException exception)
        {
            Check.That("a rethrown exception keeps where it came from", exception.StackTrace!.Contains(nameof(Thrower), StringComparison.Ordinal));
            Check.Equal("inner exceptions are kept", "inner", exception.InnerException?.Message);
        }

        Check.Throws<ArgumentException>("a filter that throws counts as false", ThrowingFilter);
        Check.Equal("a finally replaces the exception by its own", "second", Replaced());
        Check.Equal("exceptions unwind 500 frames and run each finally", 500, Unwind(500));
    }

    private static bool Note(List<string> order, string what, bool result)
    {
        order.Add(what);
        return result;
    }

    private static void Rethrow()
    {
        try
        {
            Thrower();
        }
        catch (InvalidOperationException)
        {
            throw;
        }
    }

    private static void Thrower() => throw new InvalidOperationException("outer", new FormatException("inner"));

    private static void ThrowingFilter()
    {
        try
        {
            throw new ArgumentException("kept");
        }
        catch (ArgumentException) when (string.Concat("a", null).Length / (Environment.ProcessorCount - Environment.ProcessorCount) == 0)
        {
            Check.That("never reached", false);
        }
    }

    private static string Replaced()
    {
        try
        {
            try
            {
                throw new InvalidOperationException("first");
            }
            finally
            {
                Throw("second");
            }
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    private static void Throw(string message) => throw new InvalidOperationException(message);

    private static int Unwind(int depth)
    {
        int finallies = 0;
        try
        {
            Down(depth);
        }
        catch (FormatException)
        {
            return finallies;
        }

        return -1;

        void Down(int left)
        {
            try
            {
                if (left == 0)
                {
                    throw new FormatException();
                }

                Down(left - 1);
            }
            finally
            {
                finallies += left == 0 ? 0 : 1;
            }
        }
    }
}
