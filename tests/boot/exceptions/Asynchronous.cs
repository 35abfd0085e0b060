using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace XenGuest.BootGuests.Exceptions;

internal static class Asynchronous
{
    public static async Task RunAsync()
    {
        try
        {
            await ThrowLaterAsync(3);
        }
        catch (InvalidOperationException exception)
        {
            Check.Equal("an exception comes through four awaits", "late", exception.Message);
        }

        Task all = Task.WhenAll(Enumerable.Range(0, 10).Select(static i => Task.Run(() => i % 2 == 0 ? i : throw new FormatException($"{i}"))));
        try
        {
            await all;
        }
        catch (FormatException)
        {
            Check.Equal("all exceptions of several tasks are kept", 5, all.Exception!.InnerExceptions.Count);
        }

        Exception? unobserved = null;
        Thread thread = new(() =>
        {
            try
            {
                Task.Run(static () => throw new TimeoutException()).Wait();
            }
            catch (AggregateException exception)
            {
                unobserved = exception.InnerException;
            }
        });
        thread.Start();
        thread.Join();
        Check.That("a blocking wait throws what the task threw", unobserved is TimeoutException);
    }

    private static async Task ThrowLaterAsync(int depth)
    {
        await Task.Delay(1);
        if (depth == 0)
        {
            throw new InvalidOperationException("late");
        }

        await ThrowLaterAsync(depth - 1);
    }
}
