namespace XenGuest.Kernel.Explored;

/// <summary>Two ports of one word are raised by two senders: neither loses its event to the other.</summary>
internal sealed class TwoSendersScenario : GuestScenario
{
    private readonly int[] _raised = new int[2];
    private readonly int[] _seen = new int[2];

    public TwoSendersScenario(EventAbi abi)
        : base(abi)
    {
        for (int sender = 0; sender < 2; sender++)
        {
            int own = sender;
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

    internal override void Check() =>
        Require(_seen[0] == _raised[0] && _seen[1] == _raised[1], "An event was lost.");
}
