using System;
using System.Text;
using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

public class VersionOperationsTests
{
    [Fact]
    public void The_version_comes_apart_into_major_and_minor()
    {
        RecordingHypervisor xen = new(0) { Answer = (4 << 16) | 20 };
        XenVersionNumber version = new VersionOperations(xen).GetVersion().Value;
        xen.AssertSent(HypercallNumber.XenVersion, VersionCommand.Version, "");
        Assert.Equal((4, 20), (version.Major, version.Minor));
    }

    [Theory]
    [InlineData(4, 20, true)]
    [InlineData(4, 17, true)]
    [InlineData(3, 99, true)]
    [InlineData(4, 21, false)]
    [InlineData(5, 0, false)]
    public void Versions_are_compared_by_major_then_minor(int major, int minor, bool atLeast) =>
        Assert.Equal(atLeast, new XenVersionNumber(4, 20).IsAtLeast(major, minor));

    [Fact]
    public void Texts_end_at_their_zero()
    {
        (VersionCommand Command, int Size, Ask Ask)[] questions =
        [
            (VersionCommand.ExtraVersion, 16, (operations, text) => operations.GetExtraVersion(text)),
            (VersionCommand.Capabilities, 1024, (operations, text) => operations.GetCapabilities(text)),
            (VersionCommand.Changeset, 64, (operations, text) => operations.GetChangeset(text)),
            (VersionCommand.CompileInfo, 144, (operations, text) => operations.GetCompiler(text)),
        ];
        foreach ((VersionCommand command, int size, Ask ask) in questions)
        {
            RecordingHypervisor xen = new(size) { WrittenBack = Encoding.ASCII.GetBytes(".4-pre\0rest") };
            byte[] text = new byte[1024];
            int length = ask(new VersionOperations(xen), text).Value;
            xen.AssertSent(HypercallNumber.XenVersion, command, new string('0', 2 * size));
            Assert.Equal(".4-pre", Encoding.ASCII.GetString(text, 0, length));
        }
    }

    [Fact]
    public void A_text_longer_than_its_place_is_cut_off()
    {
        RecordingHypervisor xen = new(16) { WrittenBack = Encoding.ASCII.GetBytes("0123456789abcdef") };
        byte[] text = new byte[4];
        Assert.Equal(4, new VersionOperations(xen).GetExtraVersion(text).Value);
        Assert.Equal("0123", Encoding.ASCII.GetString(text));
    }

    [Fact]
    public void A_text_without_zero_ends_with_its_buffer()
    {
        RecordingHypervisor xen = new(16) { WrittenBack = Encoding.ASCII.GetBytes("0123456789abcdef") };
        Assert.Equal(16, new VersionOperations(xen).GetExtraVersion(new byte[100]).Value);
    }

    [Fact]
    public void Features_are_asked_for_by_submap()
    {
        RecordingHypervisor xen = new(8) { WrittenBackAt = 4, WrittenBack = SentHypercall.Bytes("78563412") };
        Assert.Equal(0x1234_5678u, new VersionOperations(xen).GetFeatures(1).Value);
        xen.AssertSent(HypercallNumber.XenVersion, VersionCommand.GetFeatures, "01000000" + "00000000");
    }

    [Fact]
    public void The_page_size_is_what_xen_answers()
    {
        RecordingHypervisor xen = new(0) { Answer = 4096 };
        Assert.Equal(4096u, new VersionOperations(xen).GetPageSize().Value);
        xen.AssertSent(HypercallNumber.XenVersion, VersionCommand.PageSize, "");
    }

    [Fact]
    public void The_identifier_is_sixteen_bytes()
    {
        byte[] written = SentHypercall.Bytes("000102030405060708090A0B0C0D0E0F");
        RecordingHypervisor xen = new(16) { WrittenBack = written };
        byte[] identifier = new byte[16];
        Assert.Equal(XenErrno.None, new VersionOperations(xen).GetIdentifier(identifier));
        xen.AssertSent(HypercallNumber.XenVersion, VersionCommand.GuestHandle, new string('0', 32));
        Assert.Equal(written, identifier);
    }

    [Fact]
    public void A_place_too_short_for_the_identifier_is_refused_without_asking()
    {
        RecordingHypervisor xen = new(16);
        Assert.Equal(XenErrno.NoSpace, new VersionOperations(xen).GetIdentifier(new byte[15]));
        Assert.Empty(xen.Calls);
    }

    [Theory]
    [InlineData(XenErrno.NotPermitted)]
    [InlineData(XenErrno.InvalidArgument)]
    [InlineData(XenErrno.NotImplemented)]
    public void Every_question_hands_on_the_error_that_xen_answered(XenErrno error)
    {
        RecordingHypervisor xen = new(0) { Answer = -(long)error };
        VersionOperations operations = new(xen);
        byte[] place = new byte[16];
        XenErrno[] errors =
        [
            operations.GetVersion().Error,
            operations.GetExtraVersion(place).Error,
            operations.GetCapabilities(place).Error,
            operations.GetChangeset(place).Error,
            operations.GetCompiler(place).Error,
            operations.GetFeatures(0).Error,
            operations.GetPageSize().Error,
            operations.GetIdentifier(place),
        ];
        Assert.Equal(errors.Length, xen.Calls.Count);
        Assert.All(errors, answered => Assert.Equal(error, answered));
        Assert.Equal(new byte[16], place);
    }

    private delegate XenResult<int> Ask(VersionOperations operations, Span<byte> text);
}
