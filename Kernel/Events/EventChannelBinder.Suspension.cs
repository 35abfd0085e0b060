using System;
using System.Collections.Generic;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <content>What happens to channels while their domain is suspended.</content>
/// <remarks>
/// A port's number means nothing in a domain that was restored, so no thread may be between taking it and giving it to Xen when the
/// domain is stopped. The host
/// 1. keeps every event thread from dispatching;
/// 2. calls <see cref="TryStandStill"/> until nobody is inside a member, and lets other threads run in between;
/// 3. suspends;
/// 4. calls <see cref="GoOn"/>, or <see cref="GoOnRestored"/> when Xen has what it had of this domain before: shared_info, vcpu_info and
///    a way for upcalls;
/// 5. lets the event threads dispatch.
/// </remarks>
public sealed partial class EventChannelBinder
{
    private readonly List<EventChannel> _still = new();

    /// <summary>Whether the domain is being suspended: channels and this binder answer <see cref="XenErrno.TryAgain"/>.</summary>
    public bool IsStandingStill => _channels.IsFreezing;

    /// <summary>Lets nobody begin anything with a channel, and looks whether somebody has not come to the end yet.</summary>
    /// <returns>Whether all stand still. Otherwise call again, or <see cref="GoOn"/> to give it up.</returns>
    /// <remarks>Context: one thread at a time, while no dispatcher runs. No hypercall; allocates.</remarks>
    public bool TryStandStill()
    {
        // 1. Nobody begins to bind: from here on no channel comes into the table but by those who were binding before.
        _channels.Freeze();
        if (!_channels.IsFrozen)
        {
            return false;
        }

        // 2. Nobody begins anything with a channel in the table. One that is closing leaves the table without our help.
        bool all = true;
        for (EventChannel? channel = _channels.FirstFrom(0); channel != null; channel = _channels.FirstFrom(channel.Port.Value + 1))
        {
            if (channel.TryFreeze())
            {
                _still.Add(channel);
            }
        }

        // 3. Nobody is inside any more. Whoever closes a channel that was closing before 2 counts himself before it leaves the table.
        uint inTable = 0;
        for (EventChannel? channel = _channels.FirstFrom(0); channel != null; channel = _channels.FirstFrom(channel.Port.Value + 1))
        {
            inTable++;
            all &= channel.IsStill;
        }

        return all && inTable == _still.Count && !_channels.IsClosing;
    }

    /// <summary>Goes on where nothing came of the suspension: every channel is as it was.</summary>
    /// <remarks>As <see cref="TryStandStill"/>. A hypercall for each channel that was closed meanwhile.</remarks>
    public void GoOn()
    {
        foreach (EventChannel channel in _still)
        {
            channel.Thaw();
        }

        _still.Clear();
        _channels.Thaw();
    }

    /// <summary>Goes on in a domain that was restored: every channel is bound again to what it was bound to, with an event waiting.</summary>
    /// <param name="given">The port that the toolstack has made in place of one that it had made before; port 0 where it has made none.</param>
    /// <returns><see cref="XenErrno.None"/>; or why the event ABI in use could not be brought up again: then every channel is lost.</returns>
    /// <remarks>
    /// <para>Channels keep their masks, their vCPUs and their priorities. Lost, and closed from now on, are those that are connected to
    /// another domain's port, as that has to offer a port anew, those of physical interrupts, and those that Xen refuses to bind. A port
    /// that was offered to a domain is offered again, under another number, to the domain of the same number: whoever offered it closes
    /// it if that is another domain now.</para>
    /// As <see cref="TryStandStill"/>. Some hypercalls for each channel.
    /// </remarks>
    public XenErrno GoOnRestored(Func<EventPort, EventPort> given)
    {
        foreach (EventChannel channel in _still)
        {
            channel.LeavePort();
        }

        XenErrno error = _ports.BeginAnew();
        if (error == XenErrno.None)
        {
            BindAll(given);
        }

        foreach (EventChannel channel in _still)
        {
            if (_channels.Find(channel.Port) == channel)
            {
                channel.Thaw();
            }
            else
            {
                channel.Lose();
            }
        }

        _still.Clear();
        _channels.Thaw();
        return error;
    }

    private void BindAll(Func<EventPort, EventPort> given)
    {
        Dictionary<uint, EventPort> anew = new();
        foreach (EventChannel channel in _still)
        {
            EventBinding binding = channel.Binding;
            EventPort before = channel.Port;
            XenResult<EventPort> port = binding.Kind switch
            {
                EventBindingKind.Given => given(before),
                EventBindingKind.Interdomain or EventBindingKind.PhysicalInterrupt => XenErrno.NotConnected,
                _ => binding.Bind(_operations),
            };
            if (TryGive(channel, port, binding))
            {
                anew.Add(before.Value, port.Value);
            }
        }

        // Now the ends that are offered to loopbacks are there.
        foreach (EventChannel channel in _still)
        {
            if (channel.Binding.IsLoopback && anew.TryGetValue(channel.Binding.RemotePort.Value, out EventPort offered))
            {
                EventBinding binding = channel.Binding.To(offered);
                TryGive(channel, binding.Bind(_operations), binding);
            }
        }
    }

    private bool TryGive(EventChannel channel, XenResult<EventPort> port, EventBinding binding)
    {
        if (!port.Succeeded || port.Value.Value == 0)
        {
            return false;
        }

        bool isGiven = _ports.Reserve(port.Value) == XenErrno.None && channel.TakePort(port.Value, binding) == XenErrno.None;
        if (!isGiven && binding.Kind != EventBindingKind.Given)
        {
            _operations.Close(port.Value);
        }

        return isGiven;
    }
}
