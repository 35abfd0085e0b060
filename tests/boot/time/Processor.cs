namespace XenGuest.BootGuests.Time;

/// <summary>The vCPU that a thread runs on.</summary>
internal static unsafe class Processor
{
    private const ulong SetAffinity = 203;
    private const ulong GetCpu = 309;

    public static uint Current
    {
        get
        {
            uint vcpu = 0;
            Machine.Call(GetCpu, (ulong)&vcpu, 0, 0, 0, 0);
            return vcpu;
        }
    }

    public static void StayOn(uint vcpu)
    {
        ulong mask = 1UL << (int)vcpu;
        Check.Equal($"a thread goes to vCPU {vcpu}", 0, Machine.Call(SetAffinity, 0, sizeof(ulong), (ulong)&mask, 0, 0));
    }
}
