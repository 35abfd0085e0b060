using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Guest.Tests.Information;

public sealed class XenDescriptionTests
{
    [Fact]
    public void The_version_is_put_together_from_Xens_answers()
    {
        using XenModel host = new(XenRelease.Xen420);
        ModelDomain domain = host.CreateDomain(new DomainShape());
        XenDescription xen = XenDescription.Read(domain.Vcpus[0], 0x4000_0000);
        Assert.Equal("4.20.0-model", xen.Version);
        Assert.Equal(0x4000_0000u, xen.CpuidBase);
    }

    [Fact]
    public void The_features_are_the_bits_of_Xens_answer()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape());
        uint bits = new VersionOperations(domain.Vcpus[0]).GetFeatures(0).Value;
        XenDescription xen = XenDescription.Read(domain.Vcpus[0], 0);
        Assert.NotEmpty(xen.Features);
        uint described = 0;
        foreach (XenFeature feature in xen.Features)
        {
            described |= 1u << (int)feature;
        }

        Assert.Equal(bits, described);
    }

    [Fact]
    public void A_question_that_Xen_refuses_is_named()
    {
        using XenModel host = new();
        ModelDomain domain = host.CreateDomain(new DomainShape());
        domain.Vcpus[0].Refuse(HypercallNumber.XenVersion, (uint)VersionCommand.GetFeatures, XenErrno.NotPermitted);
        XenException refusal = Assert.Throws<XenException>(() => XenDescription.Read(domain.Vcpus[0], 0));
        Assert.Equal("asking for Xen's features: Xen answered NotPermitted (1)", refusal.Message);
    }
}
