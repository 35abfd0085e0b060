using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <summary>A domain's parameters, and who may do what with which. Xen: xen/arch/x86/hvm/hvm.c.</summary>
internal sealed class HvmParameterModel
{
    private static readonly HvmParameter[] s_saved =
    [
        HvmParameter.StorePage, HvmParameter.IoRequestPage, HvmParameter.BufferedIoRequestPage, HvmParameter.PagingRingPage,
        HvmParameter.MonitorRingPage, HvmParameter.SharingRingPage, HvmParameter.Vm86TssSized, HvmParameter.ConsolePage,
        HvmParameter.AcpiIoPortsLocation, HvmParameter.Viridian, HvmParameter.IdentityPageTable, HvmParameter.VmGenerationIdAddress,
        HvmParameter.IoRequestServerPage, HvmParameter.IoRequestServerPageCount, HvmParameter.X87FipWidth,
        HvmParameter.MachineCheckCapabilities,
    ];

    private readonly ulong[] _values = new ulong[HvmParameters.Count];

    internal ulong this[HvmParameter parameter]
    {
        get => _values[(int)parameter];
        set => _values[(int)parameter] = value;
    }

    /// <summary>What a saved domain has of them when it is restored. Xen: write_hvm_params, tools/libs/guest/xg_sr_save_x86_hvm.c.</summary>
    internal HvmParameterModel Saved()
    {
        HvmParameterModel saved = new();
        foreach (HvmParameter parameter in s_saved)
        {
            saved[parameter] = this[parameter];
        }

        return saved;
    }

    /// <summary>Xen: hvm_allow_set_param, for a domain that sets its own.</summary>
    internal static XenErrno MaySet(HvmParameter parameter) => parameter switch
    {
        HvmParameter.CallbackIrq or HvmParameter.Vm86Tss or HvmParameter.Vm86TssSized
            or HvmParameter.AcpiIoPortsLocation or HvmParameter.VmGenerationIdAddress
            or HvmParameter.StoreEventChannel or HvmParameter.ConsoleEventChannel
            or HvmParameter.X87FipWidth => XenErrno.None,
        _ => IsDeprecated(parameter) ? XenErrno.InvalidArgument : XenErrno.NotPermitted,
    };

    /// <summary>Xen: hvm_allow_get_param, for a domain that reads its own.</summary>
    internal static XenErrno MayGet(HvmParameter parameter) => parameter switch
    {
        HvmParameter.CallbackIrq or HvmParameter.Vm86Tss or HvmParameter.Vm86TssSized
            or HvmParameter.AcpiIoPortsLocation or HvmParameter.VmGenerationIdAddress
            or HvmParameter.StorePage or HvmParameter.StoreEventChannel
            or HvmParameter.ConsolePage or HvmParameter.ConsoleEventChannel
            or HvmParameter.Altp2m or HvmParameter.X87FipWidth => XenErrno.None,
        _ => IsDeprecated(parameter) ? XenErrno.InvalidArgument : XenErrno.NotPermitted,
    };

    private static bool IsDeprecated(HvmParameter parameter) => parameter
        is HvmParameter.PaeEnabled or HvmParameter.DeviceModelDomain or HvmParameter.MemoryEventCr0
        or HvmParameter.MemoryEventCr3 or HvmParameter.MemoryEventCr4 or HvmParameter.MemoryEventInt3
        or HvmParameter.NestedHvm or HvmParameter.MemoryEventSingleStep
        or HvmParameter.BufferedIoRequestEventChannel or HvmParameter.MemoryEventMsr;
}
