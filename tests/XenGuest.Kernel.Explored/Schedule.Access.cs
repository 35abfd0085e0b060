using System;
using System.Runtime.CompilerServices;

namespace XenGuest.Kernel.Explored;

/// <content>What threads call. Outside of a scenario's threads memory is just memory.</content>
internal sealed partial class Schedule
{
    /// <summary>Accesses a word.</summary>
    /// <returns>What it held.</returns>
    internal static ulong Access(ref byte word, int size, AccessKind kind, ulong operand = 0, ulong expected = 0)
    {
        ScheduledThread? current = t_current;
        if (current == null)
        {
            ulong before = RawWord.Read(ref word, size);
            RawWord.Write(ref word, size, RawWord.After(kind, before, operand, expected));
            return before;
        }

        Schedule schedule = current.Schedule;
        bool isStep = schedule._memory.IsContended(ref word, size, kind, current);
        if (isStep)
        {
            schedule.Step(current);
        }

        ulong found = schedule._memory.Access(ref word, size, kind, operand, expected, current);
        if (isStep)
        {
            ulong after = RawWord.After(kind, found, operand, expected);
            schedule.Trace?.Add(current, kind, schedule._memory.NameOf(ref word), found, RawWord.Cut(after, size));
        }

        return found;
    }

    /// <summary>Loads a reference, or compares and exchanges it.</summary>
    /// <returns>What it was.</returns>
    internal static object? AccessReference(ref object? reference, AccessKind kind, object? value, object? expected)
    {
        ScheduledThread? current = t_current;
        if (current == null)
        {
            object? before = reference;
            if (kind != AccessKind.Load && before == expected)
            {
                reference = value;
            }

            return before;
        }

        Schedule schedule = current.Schedule;
        bool isStep = schedule._memory.IsContended(ref reference, kind, current);
        if (isStep)
        {
            schedule.Step(current);
        }

        object? found = schedule._memory.AccessReference(ref reference, kind, value, expected, current);
        if (isStep)
        {
            schedule.Trace?.Add(current, kind, found, found == expected ? value : found);
        }

        return found;
    }

    /// <summary>Where another thread may run: what comes next, and the first access after it, are one step.</summary>
    internal static void Point()
    {
        ScheduledThread? current = t_current;
        if (current != null)
        {
            current.Schedule.Choose(current);
            current.IsAtPoint = true;
        }
    }

    /// <summary>Forgets what the thread has read: from here on it depends on its place in its code, and on a value.</summary>
    internal static void StartAgain(int place, ulong value = 0) => t_current?.StartAgain(place, value);

    /// <summary>Lets others run until a condition holds.</summary>
    /// <returns>Whether it holds: not so if nothing can ever happen again.</returns>
    /// <remarks>Whoever goes to sleep passes locked instructions: its stores are seen.</remarks>
    internal static bool WaitUntil(Func<bool> condition)
    {
        ScheduledThread? current = t_current;
        if (current != null && !condition())
        {
            current.Schedule._memory.Drain(current);
            current.Condition = condition;
            current.Schedule.Choose(current);
            current.Condition = null;
        }

        return condition();
    }

    /// <summary>Xen's lock was taken: what Xen has inside is known to the thread.</summary>
    internal static void EnterXen()
    {
        ScheduledThread? current = t_current;
        if (current != null)
        {
            current.Schedule._memory.Drain(current);
            current.Learn(0, current.Schedule._xen);
            current.IsAtPoint = true;
        }
    }

    /// <summary>Xen's lock is free again: everybody sees what was stored before.</summary>
    internal static void LeaveXen()
    {
        ScheduledThread? current = t_current;
        if (current != null)
        {
            current.IsAtPoint = false;
            current.Schedule._memory.Drain(current);
            current.Schedule._xen = current.Schedule._scenario.XenState;
        }
    }

    /// <summary>Before Xen's lock is taken others may run; between that and the next access they need not once more.</summary>
    private void Step(ScheduledThread current)
    {
        if (!current.IsAtPoint)
        {
            Choose(current);
        }

        current.IsAtPoint = false;
        Steps++;
    }
}
