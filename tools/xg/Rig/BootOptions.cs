using System;
using System.Collections.Generic;

namespace XenGuest.Xg.Rig;

/// <summary>How one guest is booted.</summary>
internal sealed record BootOptions
{
    /// <summary>The model that Xen and PVH guests run on best in QEMU's software emulation: nested paging, without what QEMU emulates wrongly.</summary>
    public const string DefaultCpu = "EPYC,-smap,-monitor,-rdtscp";

    public const int DefaultMemoryMebibytes = 128;

    /// <summary>The demo passes with it; with less the runtime may not even start.</summary>
    public const int LeastMemoryMebibytes = 16;

    /// <summary>As many as Xen gives a guest.</summary>
    public const int MostVcpus = 128;

    public const int DefaultTimeoutSeconds = 60;

    /// <summary>The guest's memory in MiB.</summary>
    public int MemoryMebibytes { get; init; } = DefaultMemoryMebibytes;

    public int Vcpus { get; init; } = 1;

    /// <summary>QEMU's CPU model.</summary>
    public string Cpu { get; init; } = DefaultCpu;

    /// <summary>The words for the guest.</summary>
    public string CommandLine { get; init; } = string.Empty;

    /// <summary>The event ABI the guest shall use ("2l" or "fifo"), or null for its own choice.</summary>
    public string? Events { get; init; }

    /// <summary>The way the guest shall make its hypercalls ("page" or "direct"), or null for its own choice.</summary>
    public string? Hypercalls { get; init; }

    /// <summary>The port on which QEMU waits for a debugger before the first instruction, or null.</summary>
    public int? GdbPort { get; init; }

    /// <summary>After how long a guest without a verdict is stopped.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(DefaultTimeoutSeconds);

    /// <summary>All words for the guest, those of the options first.</summary>
    public string GuestCommandLine()
    {
        List<string> words = [];
        if (Events is not null)
        {
            words.Add($"xenguest.events={Events}");
        }

        if (Hypercalls is not null)
        {
            words.Add($"xenguest.hypercalls={Hypercalls}");
        }

        if (CommandLine.Length > 0)
        {
            words.Add(CommandLine);
        }

        return string.Join(' ', words);
    }
}
