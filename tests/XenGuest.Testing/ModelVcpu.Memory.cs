using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <content>Where shared memory is put.</content>
public sealed unsafe partial class ModelVcpu
{
    private static XenAddToPhysmap<ulong> Widen(in XenAddToPhysmap<uint> argument) => new()
    {
        Domain = argument.Domain,
        Size = argument.Size,
        Space = argument.Space,
        Index = argument.Index,
        GuestFrame = argument.GuestFrame,
    };

    /// <summary>Xen: do_memory_op, xen/common/memory.c; xenmem_add_to_physmap_one, xen/arch/x86/mm.c.</summary>
    private XenErrno AddToPhysmap(in XenAddToPhysmap<ulong> argument)
    {
        if (argument.Space == PhysmapSpace.ForeignFrame)
        {
            return XenErrno.NotImplemented;
        }

        ModelDomain? target = Domain.Host.Find(argument.Domain, Domain);
        if (target == null)
        {
            return XenErrno.NoSuchDomain;
        }

        if (target != Domain && !Domain.Shape.IsControlDomain)
        {
            return XenErrno.NotPermitted;
        }

        GuestFrame frame = new(argument.GuestFrame);
        if (argument.Space == PhysmapSpace.GrantTable)
        {
            Domain.Host.Lock.Enter(XenLocks.Grants);
            XenErrno error = target.Grants.MapFrame(argument.Index, frame);
            Domain.Host.Lock.Exit(XenLocks.Grants);
            return error;
        }

        if (argument.Space != PhysmapSpace.SharedInfo)
        {
            return XenErrno.NotImplemented;
        }

        // Under Xen the page may also appear where the guest has no memory; there is no such place on a host.
        if (argument.Index != 0 || frame.Value >= (ulong)target.Shape.FrameCount)
        {
            return XenErrno.InvalidArgument;
        }

        target.MoveSharedInfo(frame);
        return XenErrno.None;
    }

    /// <summary>Xen: VCPUOP_register_vcpu_info: map_vcpu_info; from 4.18 on map_guest_area, xen/common/domain.c.</summary>
    private XenErrno Register(ModelVcpu target, in VcpuRegisterVcpuInfo argument)
    {
        GuestFrame frame = new(argument.GuestFrame);
        bool isOld = Domain.Host.Release < XenRelease.Xen420;
        bool isPlaced = argument.Offset <= GuestFrame.Size - SharedInfoLayout.VcpuInfoSize
            && argument.Offset % (uint)Domain.Layout.WordSize == 0;
        if (!isOld && argument.Offset >= GuestFrame.Size)
        {
            return XenErrno.InvalidArgument;
        }

        if (!isOld && target._registeredVcpuInfo != null)
        {
            return XenErrno.Busy;
        }

        if (!isPlaced)
        {
            return XenErrno.NoSuchAddress;
        }

        if (isOld && (target._registeredVcpuInfo != null || (target != this && target.IsUp)))
        {
            return XenErrno.InvalidArgument;
        }

        if (frame.Value >= (ulong)Domain.Shape.FrameCount)
        {
            return XenErrno.InvalidArgument;
        }

        byte* place = (byte*)Domain.Memory.AddressOf(frame) + argument.Offset;
        Buffer.MemoryCopy(target.VcpuInfo, place, SharedInfoLayout.VcpuInfoSize, SharedInfoLayout.VcpuInfoSize);
        target._registeredVcpuInfo = place;
        if (Domain.Layout.WordSize == sizeof(ulong))
        {
            Atomic.Store((ulong*)target.PendingSelector, ulong.MaxValue);
        }
        else
        {
            Atomic.Store(target.PendingSelector, uint.MaxValue);
        }

        target.MarkEventsPending();
        return XenErrno.None;
    }
}
