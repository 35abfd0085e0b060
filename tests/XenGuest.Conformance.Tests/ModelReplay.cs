using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using XenGuest.Kernel;
using XenGuest.Testing;

namespace XenGuest.Conformance.Tests;

/// <summary>The scripts of a seed on the model, one after the other: what one leaves behind, the next finds.</summary>
internal sealed class ModelReplay(XenRelease release, EventAbi abi, ulong seed) : IDisposable
{
    private readonly ModelTarget _target = new(release);
    private readonly ScriptGenerator _generator = ScriptGenerator.For(abi, seed);
    private readonly List<Operation> _script = [];
    private Replay? _replay;
    private int _next;

    /// <summary>Operations replayed so far.</summary>
    public long OperationCount => _replay?.OperationCount ?? 0;

    /// <summary>Runs the next script and returns its digest.</summary>
    public ulong RunNext(Action<string>? log)
    {
        _replay ??= new Replay(_target, abi);
        _generator.Make(_next++, _script);
        return _replay.Run(CollectionsMarshal.AsSpan(_script), log);
    }

    /// <summary>What the steps of one script are like on the model.</summary>
    public static IReadOnlyList<string> Steps(XenRelease release, EventAbi abi, ulong seed, int number)
    {
        using ModelReplay replay = new(release, abi, seed);
        List<string> steps = [];
        for (int before = 0; before < number; before++)
        {
            replay.RunNext(null);
        }

        replay.RunNext(steps.Add);
        return steps;
    }

    public void Dispose() => _target.Dispose();
}
