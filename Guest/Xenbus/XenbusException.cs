using System;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>A device is over, or has to be closed.</summary>
public sealed class XenbusException : Exception
{
    /// <summary>A device that cannot go on.</summary>
    /// <param name="path">Its path in xenstore.</param>
    /// <param name="end">Why.</param>
    /// <param name="detail">What was found, in words; empty where the reason says all.</param>
    /// <param name="cause">What made it known, or null.</param>
    public XenbusException(string path, DeviceEnd end, string detail = "", Exception? cause = null)
        : base($"device {path}: {Text(end)}{(detail.Length == 0 ? "" : $" ({detail})")}", cause)
    {
        Path = path;
        End = end;
    }

    /// <summary>The device's path in xenstore.</summary>
    public string Path { get; }

    /// <summary>Why it cannot go on.</summary>
    public DeviceEnd End { get; }

    private static string Text(DeviceEnd end) => end switch
    {
        DeviceEnd.PeerClosed => "its peer closes it",
        DeviceEnd.CloseRequested => "the toolstack wants it closed",
        DeviceEnd.Removed => "the toolstack has removed it",
        DeviceEnd.Replaced => "another device stands in its place",
        DeviceEnd.Restored => "this domain was restored",
        DeviceEnd.PeerGone => "its peer is gone",
        DeviceEnd.Backwards => "its peer went to a state that does not follow",
        DeviceEnd.MalformedState => "its peer's state is none",
        DeviceEnd.MalformedLink => "what says who its peer is makes no sense",
        DeviceEnd.MalformedNode => "something that its peer says makes no sense",
        DeviceEnd.Stalled => "its peer or xenstored did not answer in time",
        DeviceEnd.Refused => "xenstored refuses what belongs to this end",
        DeviceEnd.StoreLost => "the connection to xenstored is over",
        DeviceEnd.Closed => "it is closed",
        _ => "it goes on",
    };
}
