using System;
using XenGuest.Conformance.Grants;
using XenGuest.Hypercall;
using XenGuest.Testing;

namespace XenGuest.Conformance.Tests;

/// <summary>The model of Xen, as scripts about grants see it: a domain, the last of those on its host.</summary>
internal sealed unsafe class ModelGrantTarget : GrantTarget, IDisposable
{
    // Above every reference that scripts name: an entry that passes a grant on has that where others have their frame.
    private const ulong FirstFrame = 1024;

    private readonly XenModel _host;
    private readonly ModelDomain _domain;
    private ulong _nextFrame = FirstFrame;

    /// <param name="release">Whose rules it plays.</param>
    /// <param name="own">The domain's number; domain 0 is the control domain.</param>
    /// <param name="frames">How many pages can be taken.</param>
    public ModelGrantTarget(XenRelease release, ushort own, int frames)
    {
        _host = new XenModel(release);
        for (int number = 0; number < own; number++)
        {
            _host.CreateDomain(new DomainShape { IsControlDomain = number == 0 });
        }

        _domain = _host.CreateDomain(new DomainShape { IsControlDomain = own == 0, FrameCount = frames + (int)FirstFrame });
    }

    public override Hypervisor Hypervisor => _domain.Vcpus[0];

    public override DomainId Own => _domain.Id;

    public override GuestFrame TakeFrame() => new(_nextFrame++);

    public override byte* At(GuestFrame frame) => (byte*)_domain.AddressOf(frame);

    public void Dispose() => _host.Dispose();
}
