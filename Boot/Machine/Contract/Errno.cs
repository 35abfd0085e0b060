namespace XenGuest.Machine.Contract;

/// <summary>Linux's error numbers that the system calls return, negated.</summary>
internal static class Errno
{
    internal const long NotPermitted = 1;
    internal const long NoEntry = 2;
    internal const long NoThread = 3;
    internal const long Interrupted = 4;
    internal const long BadDescriptor = 9;
    internal const long Again = 11;
    internal const long OutOfMemory = 12;
    internal const long Access = 13;
    internal const long Fault = 14;
    internal const long NoDevice = 19;
    internal const long Invalid = 22;
    internal const long TooManyDescriptors = 24;
    internal const long NotTerminal = 25;
    internal const long IllegalSeek = 29;
    internal const long ReadOnly = 30;
    internal const long NoSystemCall = 38;
    internal const long NoAddressFamily = 97;
    internal const long TimedOut = 110;
}
