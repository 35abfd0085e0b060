using System;

namespace XenGuest.Xg.Rig;

/// <summary>How long the steps of a guest's start took that a toolstack created.</summary>
/// <param name="Create">From the start of <c>xl create</c> to its end.</param>
/// <param name="FirstLine">From the start of <c>xl create</c> to the guest's first line on this machine; null where it said nothing.</param>
internal sealed record BootTimes(TimeSpan Create, TimeSpan? FirstLine);
