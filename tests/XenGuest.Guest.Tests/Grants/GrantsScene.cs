using System;
using XenGuest.Hypercall;
using XenGuest.Testing;

namespace XenGuest.Guest.Tests.Grants;

/// <summary>Two guests on the model that grant pages to each other.</summary>
internal sealed unsafe class GrantsScene : IDisposable
{
    private static readonly GuestFrame s_firstLent = new(8);
    private readonly XenModel _host = new();
    private readonly ModelDomain _peer;

    internal GrantsScene(GrantVersion version, uint frames = 2)
    {
        Domain = _host.CreateDomain(new DomainShape { MaximumGrantFrames = frames });
        _peer = _host.CreateDomain(new DomainShape());
        Owner = GuestGrants.Open(Domain.Vcpus[0], new ModelPages(Domain, s_firstLent), version);
        User = GuestGrants.Open(_peer.Vcpus[0], new ModelPages(_peer, s_firstLent), version);
    }

    internal ModelDomain Domain { get; }

    internal ModelDomain UserDomain => _peer;

    internal DomainId OwnerId => Domain.Id;

    internal DomainId UserId => _peer.Id;

    internal GuestGrants Owner { get; }

    internal GuestGrants User { get; }

    /// <summary>What the user sees at a mapping: the model has no page tables that would show it in the place itself.</summary>
    internal Span<byte> View(MappedPage page) => new(_peer.AddressOf(page.Mapping.Place.Frame), GuestFrame.Size);

    public void Dispose() => _host.Dispose();
}
