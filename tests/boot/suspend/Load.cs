using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

/// <summary>What goes on while the domain is suspended again and again.</summary>
internal sealed class Load : IDisposable
{
    private const ulong TickNanoseconds = 3_000_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly GuestDomain _domain;
    private readonly GuestStore _store;
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _tasks = [];
    private readonly List<Thread> _readers = [];
    private readonly long[] _counts;
    private readonly string[] _names;
    private volatile bool _isOver;
    private long _backwards;
    private string? _failure;

    internal Load(GuestDomain domain, GuestStore store)
    {
        _domain = domain;
        _store = store;
        int vcpus = domain.Vcpus.Count;
        _names = [.. Names(vcpus)];
        _counts = new long[_names.Length];
        int next = 0;
        for (uint vcpu = 0; vcpu < vcpus; vcpu++)
        {
            Begin(next++, TicksAsync(vcpu, next - 1));
            Begin(next++, SignalsAsync(vcpu, next - 1));
            int index = next++;
            Thread reader = new(() => ReadClock(index));
            reader.Start();
            _readers.Add(reader);
        }

        Begin(next, LoopAsync(next++));
        Begin(next, TrafficAsync(next++));
        Begin(next, TransactionsAsync(next++));
        Begin(next, WatchesAsync(next++));
    }

    /// <summary>Waits until every part has done something since now.</summary>
    internal async Task AdvanceAsync()
    {
        long[] before = (long[])_counts.Clone();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < before.Length; i++)
        {
            while (Volatile.Read(ref _counts[i]) < before[i] + 2)
            {
                if (_failure != null || Stopwatch.GetElapsedTime(start) > s_patience)
                {
                    Verdict.Failure("suspend", _failure ?? $"{_names[i]} stands still after {this}");
                }

                await Task.Yield();
            }
        }
    }

    internal async Task StopAsync()
    {
        _isOver = true;
        await _over.CancelAsync();
        foreach (Task task in _tasks)
        {
            await task;
        }

        foreach (Thread reader in _readers)
        {
            reader.Join();
        }
    }

    internal void CheckAll()
    {
        Check.Equal("nothing failed", null, _failure);
        Check.Equal("no clock went backwards", 0L, _backwards);
    }

    public void Dispose() => _over.Dispose();

    public override string ToString()
    {
        List<string> texts = [];
        for (int i = 0; i < _names.Length; i++)
        {
            texts.Add(string.Create(CultureInfo.InvariantCulture, $"{_names[i]} {_counts[i]}"));
        }

        return string.Join(", ", texts);
    }

    private static IEnumerable<string> Names(int vcpus)
    {
        for (int vcpu = 0; vcpu < vcpus; vcpu++)
        {
            yield return $"ticks{vcpu}";
            yield return $"signals{vcpu}";
            yield return $"clock{vcpu}";
        }

        yield return "loop";
        yield return "store";
        yield return "transactions";
        yield return "watches";
    }

    private void Begin(int index, Task task) => _tasks.Add(Task.Run(async () =>
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            _failure = $"{_names[index]}: {e.GetType().Name}: {e.Message}";
        }
    }));

    private async Task TicksAsync(uint vcpu, int index)
    {
        await Task.Yield();
        GuestTimer timer = _domain.Vcpus[(int)vcpu].Timer;
        using GuestEventChannel channel = _domain.EventChannels.BindVirtualInterrupt(VirtualInterrupt.Timer, new VcpuId(vcpu));
        ulong due = _domain.Time.SystemTimeNanoseconds + TickNanoseconds;
        timer.Set(due);
        while (!_isOver)
        {
            await channel.WaitAsync(_over.Token);

            // A rebuilt channel brings an event before its time, which is no tick; the timer was set again for what is due.
            ulong now = _domain.Time.SystemTimeNanoseconds;
            if (now >= due)
            {
                Interlocked.Increment(ref _counts[index]);
                due = now + TickNanoseconds;
                timer.Set(due);
            }
        }
    }

    private async Task SignalsAsync(uint vcpu, int index)
    {
        await Task.Yield();
        using GuestEventChannel channel = _domain.EventChannels.BindInterprocessorInterrupt(new VcpuId(vcpu));
        while (!_isOver)
        {
            // Sent before or after a restore, there is an event: its own, or that of the channel that was rebuilt.
            channel.Notify();
            await channel.WaitAsync(_over.Token);
            Interlocked.Increment(ref _counts[index]);
        }
    }

    private async Task LoopAsync(int index)
    {
        await Task.Yield();
        using GuestEventChannel near = _domain.EventChannels.AllocateUnbound(DomainId.Self);
        using GuestEventChannel far = _domain.EventChannels.BindInterdomain(DomainId.Self, near.Port);
        long sent = 0;
        long seen = 0;
        Task echo = Task.Run(async () =>
        {
            while (!_isOver)
            {
                await far.WaitAsync(_over.Token);
                Volatile.Write(ref seen, Volatile.Read(ref sent));
                near.Notify();
                far.Notify();
            }
        });
        while (!_isOver)
        {
            Volatile.Write(ref sent, sent + 1);
            near.Notify();
            while (Volatile.Read(ref seen) != sent)
            {
                await near.WaitAsync(_over.Token);
            }

            Interlocked.Increment(ref _counts[index]);
        }

        await echo;
    }

    private async Task TrafficAsync(int index)
    {
        for (long i = 0; !_isOver; i++)
        {
            string value = i.ToString(CultureInfo.InvariantCulture);
            await _store.WriteTextAsync("data/traffic", value);
            string read = await ReadAsync("data/traffic", value);
            if (read != value)
            {
                throw new InvalidOperationException($"wrote {value}, read {read}");
            }

            Interlocked.Increment(ref _counts[index]);
        }
    }

    private async Task TransactionsAsync(int index)
    {
        await _store.WriteTextAsync("data/sum", "0");
        long sum = 0;
        while (!_isOver)
        {
            await _store.InTransactionAsync(async transaction =>
            {
                string expected = sum.ToString(CultureInfo.InvariantCulture);
                string before = await ReadAsync("data/sum", expected, transaction);
                if (before != expected)
                {
                    throw new InvalidOperationException($"the sum is {before}, not {sum}: a transaction was lost or done twice");
                }

                await _store.WriteTextAsync("data/sum", (sum + 1).ToString(CultureInfo.InvariantCulture), transaction);
            });
            sum++;
            Interlocked.Increment(ref _counts[index]);
        }
    }

    private async Task WatchesAsync(int index)
    {
        await using GuestStoreWatch watch = await _store.WatchAsync("data/traffic");
        while (!_isOver)
        {
            await watch.NextAsync(_over.Token);
            Interlocked.Increment(ref _counts[index]);
        }
    }

    /// <summary>Reads a node; a restored domain has none of those that it wrote before, and then it has the value that it is given.</summary>
    private async Task<string> ReadAsync(string path, string otherwise, StoreTransactionId transaction = default)
    {
        try
        {
            return await _store.ReadTextAsync(path, transaction);
        }
        catch (StoreException e) when (e.Error == XenErrno.NotFound)
        {
            return otherwise;
        }
    }

    private void ReadClock(int index)
    {
        long last = Stopwatch.GetTimestamp();
        while (!_isOver)
        {
            long now = Stopwatch.GetTimestamp();
            if (now < last)
            {
                Interlocked.Increment(ref _backwards);
            }

            last = now;
            Interlocked.Increment(ref _counts[index]);
            Thread.Sleep(1);
        }
    }
}
