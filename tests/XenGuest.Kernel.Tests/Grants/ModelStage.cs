using XenGuest.BootGuests.Grants;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Grants;

/// <summary>The model, with a domain 0 alone.</summary>
internal sealed unsafe class ModelStage(ModelDomain domain) : GrantStage
{
    public override Hypervisor Hypervisor => domain.Vcpus[0];

    public override PageSource Pages { get; } = new ModelPages(domain, new GuestFrame(8));

    public override byte* View(LentPage page) => (byte*)domain.AddressOf(page.Frame);

    public override void Expect(string what, GrantStatus expected, GrantStatus seen) => Note(what, expected, seen);

    public override void Expect(string what, XenErrno expected, XenErrno seen) => Note(what, expected, seen);

    public override void Expect(string what, long expected, long seen) => Note(what, expected, seen);

    private static void Note<T>(string what, T expected, T seen) =>
        Assert.True(Equals(expected, seen), $"{what}: expected {expected}, seen {seen}");
}
