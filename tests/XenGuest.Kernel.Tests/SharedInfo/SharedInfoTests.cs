using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.SharedInfo;

public sealed unsafe class SharedInfoTests : IDisposable
{
    private static readonly GuestFrame s_frame = new(1);
    private static readonly GuestFrame s_infoFrame = new(2);

    private readonly XenModel _host = new();

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void A_mapped_page_has_every_port_masked_and_no_event_pending(int wordSize)
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape { WordSize = wordSize });
        EventChannelOperations operations = new(domain.Vcpus[0]);
        EventPort port = operations.BindInterprocessorInterrupt(new VcpuId(0)).Value;
        operations.Notify(port);
        Assert.True(domain.IsPending(port));

        EventPorts ports = wordSize == 8 ? Map<ulong>(domain).Ports : Map<uint>(domain).Ports;
        Assert.Equal(wordSize == 8 ? 4096u : 1024u, ports.Count);
        Assert.False(domain.IsPending(port));
        for (uint number = 0; number < ports.Count; number++)
        {
            Assert.True(ports.IsMasked(new EventPort(number)));
            Assert.False(ports.IsPending(new EventPort(number)));
        }
    }

    [Fact]
    public void Masking_everything_touches_nothing_but_the_bits_of_the_ports()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape { WordSize = 4 });
        byte* page = (byte*)domain.Memory.AddressOf(s_frame);
        Map<uint>(domain);
        Span<byte> all = new(page, GuestFrame.Size);
        Assert.True(all[..2176].IndexOfAnyExcept((byte)0) < 0);
        Assert.True(all[2176..2304].IndexOfAnyExcept((byte)0xFF) < 0);
        Assert.True(all[2304..].IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void The_page_of_a_32_bit_guest_is_laid_out_for_it_because_mapping_tells_xen()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape { WordSize = 4, MaximumPort = uint.MaxValue });
        ModelGuest<uint> guest = new(domain);
        int calls = 0;
        EventChannel channel = guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _ => calls++).Value;
        for (int i = 0; i < 100; i++)
        {
            channel = guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _ => calls++).Value;
        }

        channel.Unmask();
        channel.Notify();
        guest.RunEventThreads();
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData(HypercallNumber.HvmOp, (uint)HvmCommand.SetParameter)]
    [InlineData(HypercallNumber.MemoryOp, (uint)MemoryCommand.AddToPhysmap)]
    public void A_refused_step_of_mapping_is_an_error(HypercallNumber hypercall, uint command)
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape());
        domain.Vcpus[0].Refuse(hypercall, command, XenErrno.NotPermitted);
        XenResult<SharedInfoPage<ulong>> page =
            SharedInfoPage.Map<ulong>(domain.Vcpus[0], s_frame, domain.Memory.AddressOf(s_frame));
        Assert.Equal(XenErrno.NotPermitted, page.Error);
    }

    [Fact]
    public void A_frame_that_the_domain_does_not_have_is_an_error()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape());
        XenResult<SharedInfoPage<ulong>> page =
            SharedInfoPage.Map<ulong>(domain.Vcpus[0], new GuestFrame(1000), domain.Memory.AddressOf(s_frame));
        Assert.Equal(XenErrno.InvalidArgument, page.Error);
    }

    [Theory]
    [InlineData(XenRelease.Xen417, XenErrno.InvalidArgument)]
    [InlineData(XenRelease.Xen420, XenErrno.Busy)]
    public void A_second_place_for_a_vcpu_is_refused_and_the_shared_page_is_named_instead(
        XenRelease release,
        XenErrno refusal)
    {
        using XenModel host = new(release);
        ModelDomain domain = host.CreateDomain(new DomainShape());
        SharedInfoPage<ulong> page = Map<ulong>(domain);
        Assert.Equal(XenErrno.None, Register(page, domain, 0).Value.Refusal);

        VcpuInfoRegistration<ulong> second = Register(page, domain, 64).Value;
        Assert.Equal(refusal, second.Refusal);
        Assert.Equal((nint)domain.Memory.AddressOf(s_frame), (nint)second.Area.Address);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(4096 - 56)]
    public void A_place_that_is_not_aligned_or_crosses_a_page_is_refused(uint offset)
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape());
        SharedInfoPage<ulong> page = Map<ulong>(domain);
        Assert.Equal(XenErrno.NoSuchAddress, Register(page, domain, offset).Value.Refusal);
    }

    [Fact]
    public void A_guest_whose_vcpu_info_is_refused_takes_its_events_in_the_shared_page()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape());
        domain.Vcpus[0].Refuse(
            HypercallNumber.VcpuOp, (uint)VcpuCommand.RegisterVcpuInfo, XenErrno.NotImplemented);
        ModelGuest<ulong> guest = new(domain);
        Assert.Equal(XenErrno.NotImplemented, guest.VcpuInfo[0].Refusal);

        int calls = 0;
        EventChannel channel = guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _ => calls++).Value;
        channel.Unmask();
        channel.Notify();
        guest.RunEventThreads();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_vcpu_that_does_not_exist_or_has_no_place_in_the_shared_page_is_an_error()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape { VcpuCount = 33 });
        SharedInfoPage<ulong> page = Map<ulong>(domain);
        Assert.Equal(XenErrno.NotFound, Register(page, domain.Vcpus[0], new VcpuId(33), 0).Error);

        domain.Vcpus[32].Refuse(HypercallNumber.VcpuOp, (uint)VcpuCommand.RegisterVcpuInfo, XenErrno.NotImplemented);
        Assert.Equal(XenErrno.NotImplemented, Register(page, domain.Vcpus[32], new VcpuId(32), 0).Error);
        Assert.Equal(XenErrno.NotFound, page.GetVcpuInfo(new VcpuId(32)).Error);
    }

    [Fact]
    public void Another_vcpu_that_is_up_cannot_be_given_its_place_under_xen_4_17()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape { VcpuCount = 2 });
        SharedInfoPage<ulong> page = Map<ulong>(domain);
        Assert.Equal(
            XenErrno.InvalidArgument, Register(page, domain.Vcpus[0], new VcpuId(1), 0).Value.Refusal);
        domain.Vcpus[1].IsUp = false;
        Assert.Equal(XenErrno.None, Register(page, domain.Vcpus[0], new VcpuId(1), 0).Value.Refusal);
    }

    [Fact]
    public void Registering_keeps_what_was_pending_and_makes_an_upcall()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape());
        ModelVcpu vcpu = domain.Vcpus[0];
        int upcalls = 0;
        SharedInfoPage<ulong> page = Map<ulong>(domain);
        vcpu.Upcall = () => upcalls++;
        UpcallDelivery.UseVector(vcpu, 0x40);
        Assert.Equal(0, upcalls);
        VcpuInfoArea<ulong> area = Register(page, domain, 0).Value.Area;
        Assert.Equal(1, upcalls);
        Assert.True(area.IsUpcallPending);
        Assert.Equal(ulong.MaxValue, area.TakeSelector());
        area.ClearUpcallPending();
        Assert.False(area.IsUpcallPending);
    }

    [Fact]
    public void An_upcall_that_waited_comes_when_a_vector_is_given()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape());
        ModelVcpu vcpu = domain.Vcpus[0];
        int upcalls = 0;
        vcpu.Upcall = () => upcalls++;
        SharedInfoPage<ulong> page = Map<ulong>(domain);
        Register(page, domain, 0);
        Assert.Equal(0, upcalls);
        Assert.Equal(XenErrno.None, UpcallDelivery.UseVector(vcpu, 0x40));
        Assert.Equal(1, upcalls);
    }

    [Fact]
    public void A_vcpu_that_takes_no_interrupts_gets_its_upcall_when_it_does()
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape());
        ModelGuest<ulong> guest = new(domain);
        guest.RunEventThreads();
        EventChannel channel = guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _ => { }).Value;
        channel.Unmask();
        int before = guest.UpcallCount(0);
        domain.Vcpus[0].InterruptsEnabled = false;
        channel.Notify();
        Assert.Equal(before, guest.UpcallCount(0));
        domain.Vcpus[0].InterruptsEnabled = true;
        Assert.Equal(before + 1, guest.UpcallCount(0));
    }

    public void Dispose() => _host.Dispose();

    private static SharedInfoPage<TWord> Map<TWord>(ModelDomain domain)
        where TWord : unmanaged =>
        SharedInfoPage.Map<TWord>(domain.Vcpus[0], s_frame, domain.Memory.AddressOf(s_frame)).Value;

    private static XenResult<VcpuInfoRegistration<ulong>> Register(
        SharedInfoPage<ulong> page,
        ModelDomain domain,
        uint offset) =>
        Register(page, domain.Vcpus[0], new VcpuId(0), offset);

    private static XenResult<VcpuInfoRegistration<ulong>> Register(
        SharedInfoPage<ulong> page,
        ModelVcpu caller,
        VcpuId vcpu,
        uint offset)
    {
        byte* place = (byte*)caller.Domain.Memory.AddressOf(s_infoFrame) + offset;
        return page.RegisterVcpuInfo(caller, vcpu, s_infoFrame, offset, place);
    }
}
