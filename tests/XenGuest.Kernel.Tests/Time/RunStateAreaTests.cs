using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Time;

public sealed unsafe class RunStateAreaTests : IDisposable
{
    private static readonly GuestFrame s_frame = new(5);

    private readonly XenModel _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_64_bit_guest_reads_what_xen_keeps() => ReadsWhatXenKeeps<ulong>();

    [Fact]
    public void A_32_bit_guest_reads_what_xen_keeps() => ReadsWhatXenKeeps<uint>();

    [Theory]
    [InlineData(XenErrno.NotImplemented)]
    [InlineData(XenErrno.InvalidArgument)]
    public void Where_xen_does_not_mark_its_updates_there_is_no_area(XenErrno error)
    {
        ModelVcpu vcpu = Vcpu(8);
        vcpu.Refuse(HypercallNumber.VmAssist, (uint)VmAssistType.RunStateUpdateFlag, error);

        Assert.Equal(error, new RunStateArea<ulong>(vcpu.Id, Place(vcpu)).Register(vcpu));
        Assert.Equal(1, vcpu.HypercallCount);
    }

    [Fact]
    public void A_refusal_of_the_area_is_told()
    {
        ModelVcpu vcpu = Vcpu(8);
        vcpu.Refuse(HypercallNumber.VcpuOp, (uint)VcpuCommand.RegisterRunStateMemoryArea, XenErrno.BadAddress);

        Assert.Equal(XenErrno.BadAddress, new RunStateArea<ulong>(vcpu.Id, Place(vcpu)).Register(vcpu));
        Assert.Equal(XenErrno.NotFound, new RunStateArea<ulong>(new VcpuId(7), Place(vcpu)).Register(vcpu));
    }

    [Fact]
    public void An_area_that_another_vcpu_registers_counts_the_present_state_twice_until_it_ends()
    {
        // Seen on Xen 4.17.
        ModelDomain domain = _host.CreateDomain(new DomainShape { VcpuCount = 2 });
        RunStateArea<ulong> area = new(new VcpuId(0), Place(domain.Vcpus[0]));
        _host.Advance(100);
        Assert.Equal(XenErrno.None, area.Register(domain.Vcpus[1]));
        Assert.True(area.TryRead(out VcpuRunState early));
        Assert.Equal(200ul, early.At(100).RunningNanoseconds);

        domain.Vcpus[0].EnterRunState(RunState.Blocked);
        Assert.True(area.TryRead(out VcpuRunState late));
        Assert.Equal(100ul, late.At(100).RunningNanoseconds);
    }

    [Fact]
    public void An_area_that_xen_writes_for_ever_is_given_up()
    {
        ModelVcpu vcpu = Vcpu(8);
        RunStateArea<ulong> area = new(vcpu.Id, Place(vcpu));
        Assert.Equal(XenErrno.None, area.Register(vcpu));
        ((VcpuRunstateInfo64*)Place(vcpu))->StateEntryTime |= RunStateFlags.Update;

        Assert.False(area.TryRead(out _));
    }

    private void ReadsWhatXenKeeps<TWord>()
        where TWord : unmanaged
    {
        ModelVcpu vcpu = Vcpu(sizeof(TWord));
        if (sizeof(TWord) == sizeof(uint))
        {
            UpcallDelivery.TurnOff(vcpu);
        }

        RunStateArea<TWord> area = new(vcpu.Id, Place(vcpu));
        Assert.Equal(XenErrno.None, area.Register(vcpu));
        Random random = new(7);
        ulong[] times = new ulong[4];
        RunState last = RunState.Running;
        for (int i = 0; i < 1000; i++)
        {
            ulong passes = (ulong)random.NextInt64(1L << 33);
            _host.Advance(passes);
            times[(int)last] += passes;
            Assert.True(area.TryRead(out VcpuRunState before));
            AssertTimes(times, before.At(_host.SystemTimeNanoseconds));

            last = (RunState)random.Next(4);
            bool wasWhole = true;
            vcpu.EnterRunState(last, () => wasWhole = area.TryRead(out _));
            Assert.False(wasWhole);
            Assert.True(area.TryRead(out VcpuRunState now));
            Assert.Equal(last, now.State);
            Assert.Equal(_host.SystemTimeNanoseconds, now.SinceNanoseconds);
            AssertTimes(times, now);
            Assert.Equal(times[1] + times[3], now.StolenNanoseconds);

            // A time read before the change adds nothing.
            AssertTimes(times, now.At(_host.SystemTimeNanoseconds - 1));
        }
    }

    private static void AssertTimes(ulong[] expected, VcpuRunState actual) => Assert.Equal(
        expected, (ulong[])[actual.RunningNanoseconds, actual.RunnableNanoseconds, actual.BlockedNanoseconds, actual.OfflineNanoseconds]);

    private static void* Place(ModelVcpu vcpu) => vcpu.Domain.Memory.AddressOf(s_frame);

    private ModelVcpu Vcpu(int wordSize) => _host.CreateDomain(new DomainShape { WordSize = wordSize }).Vcpus[0];
}
