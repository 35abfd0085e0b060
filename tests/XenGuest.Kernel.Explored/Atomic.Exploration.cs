using XenGuest.Kernel.Explored;

namespace XenGuest.Kernel;

/// <content>Before each access to shared memory any other thread may run.</content>
public static unsafe partial class Atomic
{
    static partial void BeforeAccess() => Schedule.Point();
}
