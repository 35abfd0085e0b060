using System;
using System.Text.Json.Serialization;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;

namespace XenGuest.Boot.Tests;

/// <summary>One boot of a guest and what is expected of it: an element of the array in the <c>boot.json</c> beside the guest's project.</summary>
/// <remarks>A guest without that file boots once with the defaults and is expected to succeed.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BootCase
{
    /// <summary>What tells this boot from the guest's others; empty where there is one.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = string.Empty;

    /// <summary>SUCCESS, SKIP, FAILURE or ERROR.</summary>
    [JsonPropertyName("verdict")]
    public string Verdict { get; init; } = "SUCCESS";

    /// <summary>A regular expression that the verdict's reason must match, or null for any.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>Regular expressions that lines of the console must match, in this order; other lines may stand between.</summary>
    [JsonPropertyName("console")]
    public string[] Console { get; init; } = [];

    [JsonPropertyName("cmdline")]
    public string CommandLine { get; init; } = string.Empty;

    /// <summary>The guest's memory in MiB.</summary>
    [JsonPropertyName("memory")]
    public int Memory { get; init; } = BootOptions.DefaultMemoryMebibytes;

    /// <summary>The guest's vCPUs. Where it is not said: one, and in a long run two and four as well.</summary>
    [JsonPropertyName("vcpus")]
    public int? Vcpus { get; init; }

    [JsonPropertyName("events")]
    public string? Events { get; init; }

    [JsonPropertyName("hypercalls")]
    public string? Hypercalls { get; init; }

    [JsonPropertyName("xen")]
    public string Xen { get; init; } = XenRelease.All[0].Version;

    [JsonPropertyName("cpu")]
    public string Cpu { get; init; } = BootOptions.DefaultCpu;

    /// <summary>Seconds after which a guest without a verdict is stopped.</summary>
    [JsonPropertyName("timeout")]
    public int Timeout { get; init; } = BootOptions.DefaultTimeoutSeconds;

    internal BootOptions Options => new()
    {
        CommandLine = CommandLine,
        MemoryMebibytes = Memory,
        Vcpus = Vcpus ?? 1,
        Events = Events,
        Hypercalls = Hypercalls,
        Cpu = Cpu,
        Timeout = TimeSpan.FromSeconds(Timeout),
    };
}
