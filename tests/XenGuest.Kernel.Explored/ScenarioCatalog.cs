using System;
using System.Collections.Generic;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Explored;

/// <summary>The scenarios by name; one with a guest has "/fifo" behind its name for the FIFO event ABI.</summary>
internal static class ScenarioCatalog
{
    private const string Fifo = "/fifo";

    private static readonly Dictionary<string, Func<EventAbi, Scenario>> s_scenarios = new()
    {
        [nameof(RaiseScenario)] = abi => new RaiseScenario(abi),
        [nameof(TwoSendersScenario)] = abi => new TwoSendersScenario(abi),
        [nameof(MaskScenario)] = abi => new MaskScenario(abi),
        [nameof(MaskAgainScenario)] = abi => new MaskAgainScenario(abi),
        [nameof(TwoUnmasksScenario)] = abi => new TwoUnmasksScenario(abi),
        [nameof(CloseScenario)] = abi => new CloseScenario(abi),
        [nameof(CloseTwiceScenario)] = abi => new CloseTwiceScenario(abi),
        [nameof(ReuseScenario)] = abi => new ReuseScenario(abi),
        [nameof(MoveScenario)] = abi => new MoveScenario(abi),
        [nameof(MoveMaskedScenario)] = abi => new MoveMaskedScenario(abi),
        [nameof(ConsumedScenario)] = abi => new ConsumedScenario(abi),
        [nameof(DeferScenario)] = abi => new DeferScenario(abi),
        [nameof(FarPortsScenario)] = abi => new FarPortsScenario(abi),
        [nameof(FifoQueueScenario)] = abi => new FifoQueueScenario(abi),
        [nameof(PriorityScenario)] = abi => new PriorityScenario(abi),
        [nameof(StormScenario)] = abi => new StormScenario(abi),
        [nameof(StandstillScenario)] = abi => new StandstillScenario(abi),
        [nameof(StartScenario)] = _ => new StartScenario(),
        [nameof(WaitScenario)] = _ => new WaitScenario(),
        [nameof(CancelScenario)] = _ => new CancelScenario(),
        [nameof(CloseSignalScenario)] = _ => new CloseSignalScenario(),
        [nameof(ChannelWaitScenario)] = abi => new ChannelWaitScenario(abi),
        [nameof(GrantScenario) + " v1"] = _ => new GrantScenario(GrantVersion.One),
        [nameof(GrantScenario) + " v2"] = _ => new GrantScenario(GrantVersion.Two),
    };

    internal static Func<Scenario> Find(string name)
    {
        bool isFifo = name.EndsWith(Fifo, StringComparison.Ordinal);
        string scenario = isFifo ? name[..^Fifo.Length] : name;
        EventAbi abi = isFifo ? EventAbi.Fifo : EventAbi.TwoLevel;
        if (scenario.StartsWith(OperationsScenario.Prefix, StringComparison.Ordinal))
        {
            return () => new OperationsScenario(abi, scenario);
        }

        return s_scenarios.TryGetValue(scenario, out Func<EventAbi, Scenario>? create)
            ? () => create(abi)
            : throw new ArgumentException($"No scenario {name}.");
    }
}
