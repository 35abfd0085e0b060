using System;

namespace XenGuest.Platform;

/// <summary>Keeps the calling thread on one vCPU until it is disposed; the thread then may run where it might before.</summary>
internal readonly ref struct VcpuStay : IDisposable
{
    private readonly GuestMachine _machine;
    private readonly VcpuMask _before;

    /// <summary>Takes the thread there.</summary>
    internal VcpuStay(GuestMachine machine, uint vcpu)
    {
        _machine = machine;
        _before = machine.LetRunOn(VcpuMask.Of(vcpu));
    }

    public void Dispose() => _machine.LetRunOn(_before);
}
