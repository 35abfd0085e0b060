using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <content>The domain's parameters.</content>
public sealed unsafe partial class ModelVcpu
{
    /// <summary>Xen: hvmop_set_param, hvm_set_param, hvm_set_callback_via.</summary>
    private XenErrno SetParameter(in XenHvmParam argument)
    {
        XenErrno error = FindParameterOwner(argument, out ModelDomain? target);
        if (error != XenErrno.None)
        {
            return error;
        }

        error = HvmParameterModel.MaySet(argument.Index);
        if (error != XenErrno.None && (target == Domain || error != XenErrno.NotPermitted))
        {
            return error;
        }

        if (argument.Index == HvmParameter.CallbackIrq)
        {
            bool isVector = argument.Value >> HvmCallback.TypeShift == HvmCallback.TypeVector;
            if (target == Domain)
            {
                Domain.LatchLayout();
            }

            // A PVH guest has no lines to raise: Xen leaves the way of delivery as it is, and answers success.
            if (isVector || target!.Shape.Kind == GuestKind.Hvm)
            {
                target!.SetUpcallDelivery(argument.Value);
            }
        }

        target!.Parameters[argument.Index] = argument.Value;
        return XenErrno.None;
    }

    /// <summary>Xen: hvmop_set_evtchn_upcall_vector.</summary>
    private XenErrno SetUpcallVector(in XenHvmEvtchnUpcallVector argument)
    {
        const int FirstVector = 0x10;
        if (argument.Vector < FirstVector)
        {
            return XenErrno.InvalidArgument;
        }

        ModelVcpu? vcpu = Domain.FindVcpu(argument.Vcpu);
        if (vcpu == null)
        {
            return XenErrno.NotFound;
        }

        vcpu._upcallVector = argument.Vector;
        vcpu.Kick();
        return XenErrno.None;
    }

    /// <summary>Xen: hvmop_get_param, hvm_get_param.</summary>
    private XenErrno GetParameter(XenHvmParam* argument)
    {
        XenErrno error = FindParameterOwner(*argument, out ModelDomain? target);
        if (error == XenErrno.None)
        {
            error = HvmParameterModel.MayGet(argument->Index);
            error = target != Domain && error == XenErrno.NotPermitted ? XenErrno.None : error;
        }

        if (error == XenErrno.None)
        {
            argument->Value = target!.Parameters[argument->Index];
        }

        return error;
    }

    private XenErrno FindParameterOwner(in XenHvmParam argument, out ModelDomain? target)
    {
        target = Domain.Host.Find(argument.Domain, Domain);
        if ((uint)argument.Index >= HvmParameters.Count)
        {
            return XenErrno.InvalidArgument;
        }

        if (target == null)
        {
            return XenErrno.NoSuchDomain;
        }

        return target == Domain || Domain.Shape.IsControlDomain ? XenErrno.None : XenErrno.NotPermitted;
    }
}
