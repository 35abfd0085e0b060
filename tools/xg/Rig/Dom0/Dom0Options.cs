namespace XenGuest.Xg.Rig.Dom0;

/// <summary>How a Linux dom0 is booted.</summary>
internal sealed record Dom0Options
{
    /// <summary>Enough for the toolstack; its image alone takes a tenth of it.</summary>
    public const int Dom0Mebibytes = 512;

    /// <summary>All of its guests' memory together, in MiB.</summary>
    public int GuestMebibytes { get; init; } = 1024;

    /// <summary>The most vCPUs that one of its guests has.</summary>
    public int GuestVcpus { get; init; } = 1;

    /// <summary>QEMU's CPU model.</summary>
    public string Cpu { get; init; } = BootOptions.DefaultCpu;
}
