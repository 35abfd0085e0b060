namespace XenGuest.Kernel.Explored;

/// <summary>Two ports of different words are raised by two senders.</summary>
internal sealed class FarPortsScenario : GuestScenario
{
    private const int PortsPerWord = 64;

    private readonly int[] _raised = new int[2];
    private readonly int[] _seen = new int[2];

    public FarPortsScenario(EventAbi abi)
        : base(abi)
    {
        for (int sender = 0; sender < 2; sender++)
        {
            int own = sender;
            EventChannel channel = BindSelf(_ => _seen[own] = _raised[own]);
            for (int port = 0; sender == 0 && port < PortsPerWord; port++)
            {
                BindSelf(_ => { });
            }

            AddThread($"sender {own}", () =>
            {
                Schedule.Point();
                _raised[own]++;
                Operations.Notify(channel.Port);
            });
        }
    }

    internal override ulong? State => Hash.Of([.. _raised, .. _seen]);

    internal override void Check() =>
        Require(_seen[0] == _raised[0] && _seen[1] == _raised[1], "An event was lost.");
}
