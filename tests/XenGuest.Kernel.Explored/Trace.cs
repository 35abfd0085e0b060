using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;

namespace XenGuest.Kernel.Explored;

/// <summary>What happened in one run: which thread did what, in which method, to which word.</summary>
internal sealed class Trace
{
    /// <summary>A run that does not end says the same again and again.</summary>
    private const int MaximumSteps = 200;

    private readonly StringBuilder _text = new();
    private int _steps;

    public override string ToString() => _text.ToString();

    internal void Add(ScheduledThread thread, AccessKind kind, string word, ulong before, ulong after)
    {
        string change = kind switch
        {
            AccessKind.Load => $"{before:X}",
            AccessKind.Store => $"= {after:X}, in its store buffer",
            _ => $"{before:X} → {after:X}",
        };
        AddLine(thread, $"{kind} {word}: {change}");
    }

    internal void Add(ScheduledThread thread, AccessKind kind, object? before, object? after)
    {
        string change = kind == AccessKind.Load ? NameOf(before) : $"{NameOf(before)} -> {NameOf(after)}";
        AddLine(thread, $"{kind} of a reference: {change}");
    }

    internal void AddStore(ScheduledThread thread) =>
        _text.Append(CultureInfo.InvariantCulture, $"       {thread.Name}'s oldest store is seen by all\n");

    internal void AddSwitch(ScheduledThread from, Option option)
    {
        string how = from.CanGoOn ? "is preempted" : "waits";
        string stores = from.LateStores.Count switch
        {
            0 => "",
            int late => string.Create(CultureInfo.InvariantCulture, $", {late - option.Stores} of its stores not yet seen by others"),
        };
        _text.Append(CultureInfo.InvariantCulture, $"     - {from.Name} {how}{stores}\n");
    }

    private static string NameOf(object? reference) => reference == null ? "null" : reference.GetType().Name;

    /// <summary>The two innermost methods of the code that is explored.</summary>
    private static string Where()
    {
        IEnumerable<string> methods = new StackTrace(3).GetFrames()
            .Select(frame => frame.GetMethod())
            .Where(method => method?.DeclaringType is { } type && IsExplored(type))
            .Select(method => $"{ShortName(method!.DeclaringType!)}.{method.Name}")
            .Distinct()
            .Take(2)
            .Reverse();
        return string.Join(" > ", methods);
    }

    private static bool IsExplored(Type type) =>
        type.Name is not (nameof(Atomic) or "Volatile" or "Interlocked")
        && (type.Namespace is "XenGuest.Kernel" or "XenGuest.Testing" or "XenGuest")
        && !type.Name.StartsWith("SharedWord", StringComparison.Ordinal);

    private static string ShortName(Type type) => type.Name.Split('`')[0];

    private void AddLine(ScheduledThread thread, string what)
    {
        _steps++;
        if (_steps > MaximumSteps)
        {
            return;
        }

        _text.Append(CultureInfo.InvariantCulture, $"{_steps,4}  {thread.Name,-16} {what,-48} {Where()}\n");
    }
}
