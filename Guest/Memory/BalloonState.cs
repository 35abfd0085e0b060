using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>How large the domain is, how large it shall be, and what stands between.</summary>
/// <param name="TargetBytes">How large the toolstack wants it.</param>
/// <param name="CurrentBytes">How large it is: what it was booted with at most, less what was given back.</param>
/// <param name="Outcome">How far it came the last time.</param>
/// <param name="Refusal">Xen's error, where it answered one.</param>
public readonly record struct BalloonState(ulong TargetBytes, ulong CurrentBytes, BalloonOutcome Outcome, XenErrno Refusal)
{
    /// <summary>What it could not give back so far, or did not get, in bytes.</summary>
    public ulong UnmetBytes => TargetBytes > CurrentBytes ? TargetBytes - CurrentBytes : CurrentBytes - TargetBytes;
}
