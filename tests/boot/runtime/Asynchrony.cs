using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace XenGuest.BootGuests.Runtime;

internal static class Asynchrony
{
    private static readonly AsyncLocal<int> s_local = new();

    public static async Task RunAsync()
    {
        int[] squares = await Task.WhenAll(Enumerable.Range(0, 200).Select(static async i =>
        {
            await Task.Yield();
            return i * i;
        }));
        Check.Equal("200 tasks give their results", 2_646_700, squares.Sum());

        Channel<int> channel = Channel.CreateBounded<int>(4);
        Task writer = Task.Run(async () =>
        {
            for (int i = 1; i <= 1000; i++)
            {
                await channel.Writer.WriteAsync(i);
            }

            channel.Writer.Complete();
        });
        int sum = 0;
        await foreach (int value in channel.Reader.ReadAllAsync())
        {
            sum += value;
        }

        await writer;
        Check.Equal("a bounded channel carries 1000 numbers", 500_500, sum);

        List<int> streamed = [];
        await foreach (int value in CountAsync(5))
        {
            streamed.Add(value);
        }

        Check.Equal("an async stream gives its elements in order", "0 1 2 3 4", string.Join(' ', streamed));

        long total = 0;
        Parallel.For(0, 10_000, i => Interlocked.Add(ref total, i));
        Check.Equal("a parallel loop does every turn once", 49_995_000L, total);
        Check.Equal("parallel LINQ counts primes", 2262, Enumerable.Range(2, 20_000).AsParallel().Count(IsPrime));

        s_local.Value = 5;
        Check.Equal("async locals flow into tasks", 5, await Task.Run(static () => s_local.Value));

        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(20));
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation.Token);
            Check.That("a delay is cancelled", false);
        }
        catch (OperationCanceledException)
        {
            Check.That("a delay is cancelled", true);
        }

        TaskCompletionSource<string> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(static c => ((TaskCompletionSource<string>)c!).SetResult("done"), completion);
        Check.Equal("a completion source completes from the pool", "done", await completion.Task);
        Task first = await Task.WhenAny(Task.Delay(5000), Task.Delay(10));
        Check.That("the first of several tasks comes first", first.IsCompletedSuccessfully);
    }

    private static async IAsyncEnumerable<int> CountAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Delay(1);
            yield return i;
        }
    }

    private static bool IsPrime(int number)
    {
        for (int divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                return false;
            }
        }

        return true;
    }
}
