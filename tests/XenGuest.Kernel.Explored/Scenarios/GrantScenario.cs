using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Explored;

/// <summary>Two threads end a grant while the peer maps its page: one ends it, and only if the peer did not get the page.</summary>
internal sealed unsafe class GrantScenario : Scenario
{
    private const int FrameCount = 8;

    private readonly XenModel _host = new();
    private readonly ModelDomain _granter;
    private readonly ModelDomain _user;
    private readonly GrantTable _table;
    private readonly PageGrant _grant;
    private readonly GrantTableOperations _peer;
    private GrantStatus _mapped;
    private int _ended;

    public GrantScenario(GrantVersion version)
    {
        _granter = _host.CreateDomain(new DomainShape { FrameCount = FrameCount, MaximumGrantFrames = 1 });
        _user = _host.CreateDomain(new DomainShape { FrameCount = FrameCount });
        _peer = new GrantTableOperations(_user.Vcpus[0]);
        _table = GrantTable.SetUp(_granter.Vcpus[0], new ModelPages(_granter, new GuestFrame(1)), version).Value;
        _grant = _table.Grant(_user.Id, new GuestFrame(5), GrantAccess.ReadWrite).Value;
        AddThread("owner", End);
        AddThread("other owner", End);
        AddThread("peer", Map);
    }

    public override void Dispose()
    {
        base.Dispose();
        _host.Dispose();
    }

    internal override void Describe(Places places)
    {
        places.AddMemory(_granter.Memory.AddressOf(new GuestFrame(0)), FrameCount * GuestFrame.Size, _ => "grant table");
        places.AddObject(_table, "table");
        places.AddObject(_table.FrameOf(_grant.Reference), "references");
        places.AddLine(_granter.Vcpus[0]);
        places.AddLine(_user.Vcpus[0]);
    }

    internal override void Check()
    {
        Require(_ended <= 1, "Both ended the grant.");
        Require(_ended == 0 || _mapped != GrantStatus.Okay, "The grant is over, and the peer has the page.");
        Require(_ended == 1 || _grant.State == GrantState.Quarantined, "The grant is neither over nor quarantined.");
    }

    private void End()
    {
        if (_grant.Revoke() == XenErrno.None)
        {
            _ended++;
        }
    }

    private void Map()
    {
        GnttabMapGrantRef operation = new()
        {
            HostAddress = new GuestFrame(100).Address,
            Flags = GrantMapFlags.HostMap,
            Reference = _grant.Reference.Value,
            Domain = _granter.Id.Value,
        };
        _peer.Map(&operation, 1);
        _mapped = operation.Status;
    }
}
