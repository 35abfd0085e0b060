using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Grants;

/// <summary>The table of a domain that was restored.</summary>
public class GrantRestoreTests
{
    [Theory]
    [InlineData(GrantVersion.One)]
    [InlineData(GrantVersion.Two)]
    public void It_is_as_large_as_before_and_empty_and_grants_of_before_do_nothing(GrantVersion version)
    {
        using GrantScene scene = new(version);
        PageGrant held = scene.Grant();
        Assert.Equal(GrantStatus.Okay, scene.Map(held.Reference).Status);
        Assert.Equal(XenErrno.Busy, held.Revoke());
        PageGrant free = scene.Grant();
        int perFrame = (int)(scene.Table.MaximumReferenceCount / scene.Table.MaximumFrameCount);
        for (int i = 0; i < perFrame; i++)
        {
            scene.Grant();
        }

        Assert.Equal(2, scene.Table.FrameCount);
        scene.Granter.WhileSuspended = scene.Granter.Restore;
        Assert.True(new SchedOperations(scene.Granter.Vcpus[0]).Shutdown(ShutdownReason.Suspend).Value);

        Assert.Equal(XenErrno.None, scene.Table.GoOnRestored());
        Assert.Equal(2, scene.Table.FrameCount);
        Assert.Equal(0, scene.Table.QuarantinedCount);
        Assert.Equal(GrantState.Ended, held.State);
        Assert.Equal(XenErrno.NotFound, held.Revoke());

        // Every reference is free again, and works.
        PageGrant anew = scene.Grant();
        Assert.Equal(GrantState.Active, anew.State);
        Assert.Equal(XenErrno.NotFound, free.Revoke());
        Assert.Equal(GrantStatus.Okay, GrantScene.MapBy(scene.Peer, scene.Granter.Id, anew.Reference, frame: 0x1001).Status);
        for (int i = 1; i < (2 * perFrame) - (int)ReservedGrants.Count; i++)
        {
            scene.Grant();
        }

        Assert.Equal(2, scene.Table.FrameCount);
    }
}
