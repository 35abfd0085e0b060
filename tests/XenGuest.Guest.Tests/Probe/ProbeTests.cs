using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Guest.Tests.Probe;

/// <summary>Everything that a guest asks of Xen is missing in turn: there is another way, or a refusal that names it; never a hang.</summary>
public class ProbeTests
{
    private const int FeatureCount = 32;
    private const string Error = "{0}";
    private const string AllThere = "Fifo";

    // What Xen answers where a call is missing, forbidden or short of something, and a number without a name.
    private static readonly XenErrno[] s_errors =
    [
        XenErrno.NotImplemented, XenErrno.NotPermitted, XenErrno.InvalidArgument, XenErrno.OutOfMemory, XenErrno.BadAddress, XenErrno.Busy,
        XenErrno.NotFound, XenErrno.NoSpace, (XenErrno)777,
    ];

    /// <summary>The calls without which a guest refuses to go on, and how it names them.</summary>
    private static readonly Dictionary<(HypercallNumber Number, uint Command), string> s_refusals = new()
    {
        [(HypercallNumber.XenVersion, (uint)VersionCommand.Version)] = "asking for Xen's version",
        [(HypercallNumber.XenVersion, (uint)VersionCommand.ExtraVersion)] = "asking for Xen's extra version",
        [(HypercallNumber.XenVersion, (uint)VersionCommand.GetFeatures)] = "asking for Xen's features",
        [(HypercallNumber.HvmOp, (uint)HvmCommand.SetParameter)] = "mapping shared_info",
        [(HypercallNumber.MemoryOp, (uint)MemoryCommand.AddToPhysmap)] = "mapping shared_info",
        [Event(EventChannelCommand.ExpandArray)] = "giving Xen the first page of event words",
        [Event(EventChannelCommand.AllocateUnbound)] = "allocating an unbound port",
        [Event(EventChannelCommand.BindInterdomain)] = "binding to a port of another domain",
        [Event(EventChannelCommand.BindVirq)] = "binding to a virtual interrupt",
        [Event(EventChannelCommand.BindPirq)] = "binding to a physical interrupt",
        [Event(EventChannelCommand.BindIpi)] = "binding an interprocessor interrupt",
        [Event(EventChannelCommand.Send)] = "notifying",
        [Event(EventChannelCommand.Status)] = "asking for the status",
        [Event(EventChannelCommand.BindVcpu)] = "moving to another vCPU",
        [Event(EventChannelCommand.Reset)] = "resetting the event channels",

        // A channel comes unmasked: where that needs Xen, it belongs to the binding.
        [Event(EventChannelCommand.Unmask)] = "binding to a port of another domain",
        [(HypercallNumber.SetTimerOp, 0)] = "setting the timer",
    };

    /// <summary>The calls in whose place there is another way, and what it is.</summary>
    private static readonly Dictionary<(HypercallNumber Number, uint Command), string> s_otherWays = new()
    {
        [(HypercallNumber.VcpuOp, (uint)VcpuCommand.RegisterVcpuInfo)] = $"Fifo; vcpu_info 0 in shared_info: {Error}; vcpu_info 1 in shared_info: {Error}",
        [(HypercallNumber.VcpuOp, (uint)VcpuCommand.RegisterRunStateMemoryArea)] = AllThere,
        [(HypercallNumber.VmAssist, (uint)VmAssistType.RunStateUpdateFlag)] = AllThere,
        [Event(EventChannelCommand.InitializeControl)] = $"TwoLevel; no FIFO: {Error}",

        [(HypercallNumber.HvmOp, (uint)HvmCommand.SetEventUpcallVector)] = "Fifo; one upcall vector for the domain",

        // The channel is gone for the program; the port stays bound and masked.
        [Event(EventChannelCommand.Close)] = AllThere,
    };

    /// <summary>The features without which a guest refuses to go on; it needs no other.</summary>
    private static readonly Dictionary<XenFeature, string> s_neededFeatures = new()
    {
        [XenFeature.HvmSafePvclock] = "XENFEAT_hvm_safe_pvclock",
    };

    public static TheoryData<HypercallNumber, uint, XenErrno> CallsAndErrors
    {
        get
        {
            TheoryData<HypercallNumber, uint, XenErrno> data = [];
            foreach ((HypercallNumber number, uint command) in s_refusals.Keys.Concat(s_otherWays.Keys))
            {
                foreach (XenErrno error in s_errors)
                {
                    data.Add(number, command, error);
                }
            }

            return data;
        }
    }

    [Fact]
    public async Task Every_call_that_is_made_is_missing_once()
    {
        using ModelMachine machine = new();
        RefusingHypervisor xen = new(machine.Domain.Vcpus[0]);

        Assert.Equal(AllThere, await ProbedGuest.RunAsync(machine, xen));
        Assert.Equal(s_refusals.Keys.Concat(s_otherWays.Keys).Order(), xen.Calls.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(CallsAndErrors))]
    public async Task Without_a_call_there_is_another_way_or_a_refusal_that_names_it(HypercallNumber number, uint command, XenErrno error)
    {
        using ModelMachine machine = new();
        RefusingHypervisor xen = new(machine.Domain.Vcpus[0]) { Refused = (number, command), Error = error };
        Task<string> run = ProbedGuest.RunAsync(machine, xen);
        string? refusal = RefusalOf((number, command), error);
        if (refusal is null)
        {
            Assert.Equal(s_otherWays[(number, command)].Replace(Error, error.ToString(), StringComparison.Ordinal), await run);
            return;
        }

        XenException exception = await Assert.ThrowsAsync<XenException>(() => run);
        Assert.Equal(error, exception.Error);
        Assert.StartsWith($"{refusal}: Xen answered ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xenguest.events=2l")]
    public async Task A_single_call_that_is_refused_is_named_or_made_up_for(string commandLine)
    {
        using ModelMachine healthy = new();
        RefusingHypervisor all = new(healthy.Domain.Vcpus[0]);
        await ProbedGuest.RunAsync(healthy, all, commandLine);
        List<string> refusals = [];
        for (int call = 0; call < all.Calls.Count; call++)
        {
            foreach (XenErrno error in s_errors)
            {
                using ModelMachine machine = new();
                RefusingHypervisor xen = new(machine.Domain.Vcpus[0]) { RefusedOnce = call, Error = error };
                try
                {
                    await ProbedGuest.RunAsync(machine, xen, commandLine);
                }
                catch (XenException refusal)
                {
                    Assert.Equal(error, refusal.Error);
                    refusals.Add(refusal.Message.Split(": Xen answered")[0]);
                }
            }
        }

        // Those that only a single refusal can reach.
        Assert.Contains("giving a vCPU its upcall vector", refusals);
        Assert.Contains("stopping the timer", refusals);
    }

    [Fact]
    public async Task Upcalls_have_one_way_at_least_or_are_refused_by_name()
    {
        using ModelMachine machine = new();
        RefusingHypervisor xen = new(machine.Domain.Vcpus[0])
        {
            Refused = (HypercallNumber.HvmOp, (uint)HvmCommand.SetEventUpcallVector),
            Error = XenErrno.NotImplemented,
        };
        Assert.Equal("Fifo; one upcall vector for the domain", await ProbedGuest.RunAsync(machine, xen));

        using ModelMachine without = new();
        without.Domain.Features &= ~(1u << (int)XenFeature.HvmCallbackVector);
        PlatformNotSupportedException none = await Assert.ThrowsAsync<PlatformNotSupportedException>(
            () => ProbedGuest.RunAsync(without, new RefusingHypervisor(without.Domain.Vcpus[0]) { Refused = xen.Refused, Error = xen.Error }));
        Assert.Contains("(XENFEAT_hvm_callback_vector)", none.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xenguest.upcalls=vcpu", (uint)HvmCommand.SetEventUpcallVector, "giving a vCPU its upcall vector: ")]
    [InlineData("xenguest.upcalls=domain", (uint)HvmCommand.SetParameter, "mapping shared_info: ")]
    public async Task A_way_that_was_asked_for_is_not_replaced(string commandLine, uint command, string refusal)
    {
        using ModelMachine machine = new();
        RefusingHypervisor xen = new(machine.Domain.Vcpus[0]) { Refused = (HypercallNumber.HvmOp, command), Error = XenErrno.NotImplemented };

        XenException exception = await Assert.ThrowsAsync<XenException>(() => ProbedGuest.RunAsync(machine, xen, commandLine));
        Assert.StartsWith(refusal, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifo_that_was_asked_for_is_not_replaced()
    {
        using ModelMachine machine = new();
        RefusingHypervisor xen = new(machine.Domain.Vcpus[0]) { Refused = Event(EventChannelCommand.InitializeControl), Error = XenErrno.NotImplemented };

        XenException refusal = await Assert.ThrowsAsync<XenException>(() => ProbedGuest.RunAsync(machine, xen, "xenguest.events=fifo"));
        Assert.StartsWith("moving to the FIFO event ABI: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_feature_is_missing_once()
    {
        for (int bit = 0; bit < FeatureCount; bit++)
        {
            using ModelMachine machine = new();
            machine.Domain.Features = ~(1u << bit);
            Task<string> run = ProbedGuest.RunAsync(machine, new RefusingHypervisor(machine.Domain.Vcpus[0]));
            if (s_neededFeatures.TryGetValue((XenFeature)bit, out string? name))
            {
                PlatformNotSupportedException refusal = await Assert.ThrowsAsync<PlatformNotSupportedException>(() => run);
                Assert.Contains($"({name})", refusal.Message, StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(AllThere, await run);
            }
        }
    }

    [Fact]
    public async Task Features_that_are_needed_are_enough()
    {
        using ModelMachine machine = new();
        machine.Domain.Features = s_neededFeatures.Keys.Aggregate(0u, static (bits, feature) => bits | (1u << (int)feature));

        Assert.Equal(AllThere, await ProbedGuest.RunAsync(machine, new RefusingHypervisor(machine.Domain.Vcpus[0])));
    }

    private static (HypercallNumber Number, uint Command) Event(EventChannelCommand command) => (HypercallNumber.EventChannelOp, (uint)command);

    private static string? RefusalOf((HypercallNumber Number, uint Command) call, XenErrno error)
    {
        // Xen has no such vCPU: its place in shared_info would be one where nothing ever happens.
        bool isAbsentVcpu = call == (HypercallNumber.VcpuOp, (uint)VcpuCommand.RegisterVcpuInfo) && error == XenErrno.NotFound;
        return isAbsentVcpu ? "registering vcpu_info" : s_refusals.GetValueOrDefault(call);
    }
}
