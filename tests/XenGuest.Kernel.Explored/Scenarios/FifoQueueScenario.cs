namespace XenGuest.Kernel.Explored;

/// <summary>Three ports of one vCPU come into one queue, and again into it.</summary>
internal sealed class FifoQueueScenario : GuestScenario
{
    private readonly int[] _raised = new int[3];
    private readonly int[] _seen = new int[3];

    public FifoQueueScenario(EventAbi abi)
        : base(abi)
    {
        for (int number = 0; number < _raised.Length; number++)
        {
            int own = number;
            EventChannel channel = BindSelf(_ => _seen[own] = _raised[own]);
            void Raise()
            {
                Schedule.Point();
                _raised[own]++;
                Operations.Notify(channel.Port);
            }

            AddThread($"sender {own}", Raise, Raise);
        }
    }

    internal override ulong? State => Hash.Of([.. _raised, .. _seen]);

    internal override void Check()
    {
        for (int own = 0; own < _raised.Length; own++)
        {
            Require(_seen[own] == _raised[own], "An event was lost.");
        }
    }
}
