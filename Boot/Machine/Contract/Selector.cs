namespace XenGuest.Machine.Contract;

/// <summary>Segment selectors. All code runs in ring 0: the image is one program, and a system call is a way in, not a wall.</summary>
internal static class Selector
{
    internal const ushort Code = 0x08;
    internal const ushort Data = 0x10;
    internal const ushort TaskState = 0x18;
}
