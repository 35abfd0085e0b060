using System;
using System.Collections.Generic;
using System.Text;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Machine.Xen;

/// <summary>Stands in for the way into Xen: remembers what was asked of it.</summary>
internal static unsafe class Hypercalls
{
    internal static bool IsDirect { get; set; }

    internal static bool IsPresent => true;

    /// <summary>What was written to Xen's own console.</summary>
    internal static StringBuilder Written { get; } = new();

    /// <summary>What the toolstack has set.</summary>
    internal static Dictionary<HvmParameter, ulong> Parameters { get; } = [];

    /// <summary>The ports at whose other end an event was raised.</summary>
    internal static List<uint> Notified { get; } = [];

    /// <summary>What happens elsewhere while this machine sleeps.</summary>
    internal static Action Meanwhile { get; set; } = static () => { };

    internal static void UseDirectForm() => IsDirect = true;

    internal static ulong ReadParameter(HvmParameter parameter) => Parameters.GetValueOrDefault(parameter);

    internal static void Notify(uint port) => Notified.Add(port);

    internal static void SleepUntil(ulong time)
    {
        Clock.Time = time;
        Meanwhile();
    }

    internal static long ConsoleWrite(byte* text, ulong length)
    {
        Written.Append(Encoding.UTF8.GetString(new ReadOnlySpan<byte>(text, (int)length)));
        return 0;
    }
}
