using XenGuest.Hypercall;

namespace XenGuest.Kernel.Explored;

/// <summary>Three ports of one vCPU are raised, two by one sender; one of them changes its priority meanwhile.</summary>
internal sealed class PriorityScenario : GuestScenario
{
    private const uint Urgent = 3;

    private readonly int[] _raised = new int[3];
    private readonly int[] _seen = new int[3];
    private readonly EventChannel[] _channels = new EventChannel[3];

    public PriorityScenario(EventAbi abi)
        : base(abi)
    {
        for (int number = 0; number < _channels.Length; number++)
        {
            int own = number;
            _channels[own] = BindSelf(_ => _seen[own] = _raised[own]);
        }

        AddThread("sender", () => Raise(0), () => Raise(1), () => Raise(0));
        AddThread("other sender", () => Raise(2), () => _channels[0].SetPriority(Urgent), () => Raise(1));
    }

    internal override ulong? State => Hash.Of([.. _raised, .. _seen]);

    internal override void Check()
    {
        for (int own = 0; own < _channels.Length; own++)
        {
            Require(_seen[own] == _raised[own], "An event was lost.");
        }
    }

    private void Raise(int own)
    {
        Schedule.Point();
        _raised[own]++;
        Operations.Notify(_channels[own].Port);
    }
}
