using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using XenGuest.Conformance.Grants;
using XenGuest.Testing;

namespace XenGuest.Conformance.Tests;

/// <summary>Scripts about grants on the model, one after the other: what one leaves behind, the next finds.</summary>
internal sealed class ModelGrantReplay : IDisposable
{
    private const int FramesPerScript = 6;
    private const int FramesAtLeast = 100;

    private readonly ModelGrantTarget _target;
    private readonly GrantScriptGenerator _generator;
    private readonly GrantReplay _replay;
    private readonly List<GrantOperation> _script = [];
    private int _next;

    public ModelGrantReplay(XenRelease release, ushort own, ulong seed, int scripts)
    {
        _target = new ModelGrantTarget(release, own, FramesAtLeast + (scripts * FramesPerScript));
        _generator = new GrantScriptGenerator(seed, own);
        _replay = new GrantReplay(_target);
    }

    /// <summary>Operations replayed so far.</summary>
    public long OperationCount => _replay.OperationCount;

    /// <summary>The next script.</summary>
    public IReadOnlyList<GrantOperation> MakeNext()
    {
        _generator.Make(_next++, _script);
        return _script;
    }

    /// <summary>Runs the next script and returns its digest.</summary>
    public ulong RunNext(Action<string>? log)
    {
        MakeNext();
        return _replay.Run(CollectionsMarshal.AsSpan(_script), log);
    }

    /// <summary>What is done before a script.</summary>
    public void StartAnew() => _replay.StartAnew();

    /// <summary>Does one operation.</summary>
    public GrantAnswer Execute(in GrantOperation operation) => _replay.Execute(operation);

    /// <summary>What the steps of one script are like on the model.</summary>
    public static IReadOnlyList<string> Steps(XenRelease release, ushort own, ulong seed, int number)
    {
        using ModelGrantReplay replay = new(release, own, seed, number + 1);
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
