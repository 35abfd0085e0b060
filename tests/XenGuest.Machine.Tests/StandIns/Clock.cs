namespace XenGuest.Machine.Xen;

/// <summary>Stands in for Xen's clock: the time is what a test says.</summary>
internal static class Clock
{
    internal static ulong Time { get; set; }

    internal static ulong Now() => Time;

    internal static ulong SystemTimeNow() => Time;

    internal static unsafe void MoveVcpuInfo(XenGuest.Machine.Contract.CpuBlock* cpu, ulong vcpuInfo)
    {
    }
}
