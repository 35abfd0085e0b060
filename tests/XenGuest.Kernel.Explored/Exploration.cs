using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace XenGuest.Kernel.Explored;

/// <summary>Runs a scenario under every schedule with no more than a number of preemptions.</summary>
/// <remarks>
/// A preemption takes the processor from a thread that could have gone on. Where a thread waits or ends, every other that
/// can go on is tried; late stores are free as well. A run is deterministic: it is told by its choices, and the next one
/// differs from it in the last choice that has another option. Schedules that lead to a state seen before end there.
/// </remarks>
public sealed class Exploration : IDisposable
{
    private readonly string _name;
    private readonly Func<Scenario> _create;
    private readonly ThreadCrew _crew = new();
    private readonly Dictionary<ulong, Users> _users = [];
    private readonly List<int> _prefix = [];
    private readonly HashSet<ulong> _ends = [];

    /// <summary>An exploration of one scenario.</summary>
    /// <param name="scenario">Its name.</param>
    public Exploration(string scenario)
    {
        _name = scenario;
        _create = ScenarioCatalog.Find(scenario);
    }

    /// <summary>How many schedules were run with the last number of preemptions.</summary>
    public long Schedules { get; private set; }

    /// <summary>How many states were distinct among them; 0 where a scenario's states cannot be told apart.</summary>
    public long States { get; private set; }

    /// <summary>In which states the runs ended with the last number of preemptions.</summary>
    public IReadOnlySet<ulong> Ends => _ends;

    /// <summary>Explores with more and more preemptions, up to a number.</summary>
    /// <returns>The shortest schedule that fails, of those with the fewest preemptions; or null where none does.</returns>
    public FailedSchedule? Explore(int preemptions) => _crew.Lead(() => ExploreUpTo(preemptions));

    private FailedSchedule? ExploreUpTo(int preemptions)
    {
        FailedSchedule? failed = null;
        for (int bound = 0; failed == null && bound <= preemptions; bound++)
        {
            failed = ExploreWith(new Search(bound, _users));
            if (failed != null)
            {
                failed = Shorten(failed);
            }
        }

        return failed;
    }

    /// <summary>Explores with a number of preemptions, without leaving out what leads to states seen before.</summary>
    /// <returns>As <see cref="Explore"/>, but not the shortest.</returns>
    public FailedSchedule? ExploreAll(int preemptions) =>
        _crew.Lead(() => ExploreWith(new Search(preemptions, _users) { GoesIntoSeenStates = true }));

    /// <summary>Runs one schedule, whatever number of preemptions it has.</summary>
    /// <param name="choices">Its choices, any number for each; behind them nobody is preempted any more.</param>
    /// <returns>How it fails; or null if it does not.</returns>
    public FailedSchedule? Try(IReadOnlyList<int> choices) => _crew.Lead(() =>
    {
        string? failure;
        Schedule schedule;
        Search search;
        do
        {
            search = new Search(int.MaxValue, _users);
            failure = Run(choices, search, null, out schedule);
        }
        while (search.Learn(schedule.Cells));

        return failure == null ? null : Describe(failure, search.MaximumPreemptions, schedule);
    });

    /// <summary>Runs a schedule that fails once more.</summary>
    /// <param name="failed">Which.</param>
    /// <returns>What happened, a line for each step, and how it ended.</returns>
    public string Replay(FailedSchedule failed)
    {
        Trace trace = new();
        string? failure = Run(failed.Choices, new Search(failed.Bound, _users), trace, out _);
        return string.Create(CultureInfo.InvariantCulture, $"{trace}{failure ?? "Nothing went wrong."}");
    }

    /// <inheritdoc/>
    public void Dispose() => _crew.Dispose();

    /// <summary>Explores what is as long as a failing schedule or shorter.</summary>
    private FailedSchedule Shorten(FailedSchedule failed)
    {
        Search search = new(failed.Preemptions, _users) { MaximumSteps = failed.Steps - 1 };
        FailedSchedule shortest = failed;
        while (ExploreWith(search) is { } shorter)
        {
            shortest = shorter;
            search = new Search(failed.Preemptions, _users) { MaximumSteps = shorter.Steps - 1 };
        }

        return shortest;
    }

    private FailedSchedule? ExploreWith(Search search)
    {
        Begin();
        while (true)
        {
            int collections = GC.CollectionCount(0);
            string? failure = Run(_prefix, search, null, out Schedule schedule);
            if (collections != GC.CollectionCount(0))
            {
                // Objects have moved while the run looked at where they are.
                search.TakeBack();
                continue;
            }

            search.Keep();
            Schedules++;
            if (search.Learn(schedule.Cells))
            {
                search.Clear();
                Begin();
                continue;
            }

            States = search.States;
            if (schedule.End is { } end)
            {
                _ends.Add(end);
            }

            bool isShort = schedule.Steps <= (search.MaximumSteps ?? int.MaxValue);
            if (failure != null && isShort)
            {
                return Describe(failure, search.MaximumPreemptions, schedule);
            }

            if (!TryAdvance(schedule.Choices))
            {
                return null;
            }
        }
    }

    private void Begin()
    {
        _prefix.Clear();
        _ends.Clear();
        Schedules = 0;
    }

    private FailedSchedule Describe(string failure, int bound, Schedule schedule)
    {
        int[] choices = [.. schedule.Choices.Select(choice => choice.Chosen)];
        return new FailedSchedule(_name, failure, bound, schedule.Preemptions, schedule.Steps, choices);
    }

    private string? Run(IReadOnlyList<int> choices, Search search, Trace? trace, out Schedule schedule)
    {
        using Scenario scenario = _create();
        schedule = new Schedule(scenario, choices, search, _crew) { Trace = trace };
        schedule.Run();
        if (schedule.WasCutShort)
        {
            return null;
        }

        switch (schedule.Failure)
        {
            case null:
                break;
            case NotSupportedException:
                throw schedule.Failure;
            case InvalidOperationException known:
                return known.Message;
            default:
                return schedule.Failure.ToString();
        }

        try
        {
            scenario.Check();
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The next schedule in depth-first order: the last choice that has another option takes it.</summary>
    private bool TryAdvance(IReadOnlyList<Choice> choices)
    {
        for (int i = choices.Count - 1; i >= 0; i--)
        {
            Choice choice = choices[i];
            if (choice.Chosen + 1 < choice.Count)
            {
                _prefix.Clear();
                _prefix.AddRange(choices.Take(i).Select(before => before.Chosen));
                _prefix.Add(choice.Chosen + 1);
                return true;
            }
        }

        return false;
    }
}
