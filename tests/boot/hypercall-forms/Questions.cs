using System;
using System.Collections.Generic;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.HypercallForms;

/// <summary>Hypercalls of every kind whose answer does not change: values, errors, structures that Xen fills.</summary>
internal static unsafe class Questions
{
    public static IReadOnlyList<(string What, Func<Hypervisor, string> Ask)> All { get; } =
    [
        ("version", static xen => Describe(new VersionOperations(xen).GetVersion(), static number => $"{number.Major}.{number.Minor}")),
        ("extra version", ExtraVersion),
        ("features", static xen => Describe(new VersionOperations(xen).GetFeatures(0), static bits => $"0x{bits:x}")),
        ("features beyond the last", static xen => Describe(new VersionOperations(xen).GetFeatures(99), static bits => $"0x{bits:x}")),
        ("a port, its status, and its end", Port),
        ("a vCPU that is not there", static xen => Describe(new EventChannelOperations(xen).BindInterprocessorInterrupt(new VcpuId(9)), static port => $"{port.Value}")),
        ("a domain that is not there", static xen => $"{new EventChannelOperations(xen).Reset(new DomainId(1234))}"),
        ("memory of a domain that is not there", static xen => Describe(Memory(xen))),
        ("an argument that is not there", static xen => Describe(xen.EventChannelOp(EventChannelCommand.Send, null))),
        ("a vCPU's state", static xen => Describe(xen.VcpuOp(VcpuCommand.IsUp, new VcpuId(0), null))),
        ("a parameter that is not there", static xen => Describe(xen.HvmOp(HvmCommand.GetParameter, null))),
        ("no grants", static xen => Describe(xen.GrantTableOp(GrantTableCommand.MapGrantReference, null, 0))),
        ("nothing to write", static xen => Describe(xen.ConsoleIo(ConsoleCommand.Write, 0, null))),
        ("yielding", static xen => Describe(xen.SchedOp(SchedCommand.Yield, null))),
        ("stopping the timer", static xen => $"{new TimerOperations(xen).Stop()}"),
    ];

    private static string ExtraVersion(Hypervisor xen)
    {
        Span<byte> text = stackalloc byte[64];
        int length = new VersionOperations(xen).GetExtraVersion(text).Value;
        return Encoding.ASCII.GetString(text[..length]);
    }

    private static string Port(Hypervisor xen)
    {
        EventChannelOperations operations = new(xen);
        EventPort port = operations.BindInterprocessorInterrupt(default).Value;
        EventChannelStatus binding = operations.GetStatus(DomainId.Self, port).Value.Binding;
        return $"{port.Value} {binding} {operations.Close(port)} {operations.Close(port)}";
    }

    private static HypercallResult Memory(Hypervisor xen)
    {
        ushort domain = 1234;
        return xen.MemoryOp(MemoryCommand.MaximumGuestFrame, &domain);
    }

    private static string Describe(HypercallResult result) => result.Succeeded ? $"{result.Value}" : $"{result.Error}";

    private static string Describe<T>(XenResult<T> result, Func<T, string> show) => result.Succeeded ? show(result.Value) : $"{result.Error}";
}
