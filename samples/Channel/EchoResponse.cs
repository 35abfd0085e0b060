namespace XenGuest.Channel;

/// <summary>What comes back: the number of the message, and the checksum that the other end has computed.</summary>
internal struct EchoResponse
{
    internal ulong Number;
    internal ulong Sum;
}
