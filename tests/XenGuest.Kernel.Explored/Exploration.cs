using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace XenGuest.Kernel.Explored;

/// <summary>Runs a scenario under every schedule with no more than a number of delays.</summary>
/// <remarks>
/// A delay passes a thread over that could have gone on. Without delays there is one schedule; each delay, at any point,
/// departs from it. What goes wrong at all mostly does with two.
/// </remarks>
public static class Exploration
{
    private static readonly Dictionary<string, Func<Scenario>> s_scenarios = new()
    {
        [nameof(RaiseScenario)] = () => new RaiseScenario(),
        [nameof(TwoSendersScenario)] = () => new TwoSendersScenario(),
        [nameof(MaskScenario)] = () => new MaskScenario(),
        [nameof(TwoUnmasksScenario)] = () => new TwoUnmasksScenario(),
        [nameof(MaskAgainScenario)] = () => new MaskAgainScenario(),
        [nameof(CloseScenario)] = () => new CloseScenario(),
        [nameof(CloseTwiceScenario)] = () => new CloseTwiceScenario(),
        [nameof(ReuseScenario)] = () => new ReuseScenario(),
        [nameof(MoveScenario)] = () => new MoveScenario(),
        [nameof(MoveMaskedScenario)] = () => new MoveMaskedScenario(),
        [nameof(WaitScenario)] = () => new WaitScenario(),
        [nameof(CancelScenario)] = () => new CancelScenario(),
        [nameof(CloseSignalScenario)] = () => new CloseSignalScenario(),
        [nameof(ChannelWaitScenario)] = () => new ChannelWaitScenario(),
    };

    /// <summary>Explores a scenario.</summary>
    /// <param name="scenario">Its name.</param>
    /// <param name="delays">The most delays of a schedule.</param>
    /// <param name="maximumRuns">The most schedules.</param>
    /// <param name="runs">How many schedules were run.</param>
    /// <returns>What went wrong under which schedule; or null where nothing did.</returns>
    public static string? Explore(string scenario, int delays, int maximumRuns, out int runs)
    {
        using ThreadCrew crew = new();
        List<int> prefix = [];
        runs = 0;
        while (runs < maximumRuns)
        {
            using Scenario current = s_scenarios[scenario]();
            Schedule schedule = new(prefix, crew);
            schedule.Run(current.Threads);
            runs++;
            string? failure = schedule.Failure?.ToString() ?? Check(current);
            if (failure != null)
            {
                string choices = string.Join(' ', schedule.Choices.Select(choice => choice.Chosen));
                return string.Create(CultureInfo.InvariantCulture, $"{scenario}, run {runs}, choices {choices}: {failure}");
            }

            if (!TryAdvance(schedule.Choices, delays, prefix))
            {
                return null;
            }
        }

        return null;
    }

    private static string? Check(Scenario scenario)
    {
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

    /// <summary>The next schedule in depth-first order: the last choice that has another way takes it.</summary>
    private static bool TryAdvance(IReadOnlyList<Choice> choices, int delays, List<int> prefix)
    {
        int used = choices.Sum(choice => choice.Chosen);
        for (int i = choices.Count - 1; i >= 0; i--)
        {
            Choice choice = choices[i];
            used -= choice.Chosen;
            if (choice.Chosen + 1 < choice.Count && used + choice.Chosen + 1 <= delays)
            {
                prefix.Clear();
                prefix.AddRange(choices.Take(i).Select(before => before.Chosen));
                prefix.Add(choice.Chosen + 1);
                return true;
            }
        }

        return false;
    }
}
