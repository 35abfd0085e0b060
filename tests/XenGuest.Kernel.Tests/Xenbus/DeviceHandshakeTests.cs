using System;
using System.Globalization;
using System.Linq;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Xenbus;

public sealed class DeviceHandshakeTests
{
    private readonly DeviceHandshake _handshake = new();

    [Theory]
    [InlineData("1234", DeviceEnd.None)]
    [InlineData("4", DeviceEnd.None)]
    [InlineData("1244", DeviceEnd.None)]
    [InlineData("12478784", DeviceEnd.None)]
    [InlineData("12456", DeviceEnd.PeerClosed)]
    [InlineData("16", DeviceEnd.PeerClosed)]
    [InlineData("5", DeviceEnd.None)]
    [InlineData("6", DeviceEnd.None)]
    [InlineData("56", DeviceEnd.None)]
    [InlineData("6124", DeviceEnd.None)]
    [InlineData("6246", DeviceEnd.PeerClosed)]
    [InlineData("-4", DeviceEnd.None)]
    [InlineData("-6", DeviceEnd.PeerClosed)]
    [InlineData("6-4", DeviceEnd.None)]
    [InlineData("42", DeviceEnd.Backwards)]
    [InlineData("21", DeviceEnd.Backwards)]
    [InlineData("40", DeviceEnd.Backwards)]
    [InlineData("73", DeviceEnd.Backwards)]
    [InlineData("4-", DeviceEnd.PeerGone)]
    [InlineData("1-", DeviceEnd.PeerGone)]
    [InlineData("45-", DeviceEnd.PeerClosed)]
    [InlineData("4654", DeviceEnd.PeerClosed)]
    [InlineData("9", DeviceEnd.MalformedState)]
    [InlineData("4x", DeviceEnd.MalformedState)]
    [InlineData("x4", DeviceEnd.MalformedState)]
    public void What_a_peer_says_ends_in_what_it_should(string states, DeviceEnd end)
    {
        foreach (char state in states)
        {
            Observe(state);
        }

        Assert.Equal(end, _handshake.End);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 4")]
    [InlineData("4 ")]
    [InlineData("-1")]
    [InlineData("4294967300")]
    [InlineData("99999999999999999999")]
    [InlineData("\0")]
    public void What_is_no_number_of_a_state_is_none(string text)
    {
        _handshake.ObservePeer(Encoding.Latin1.GetBytes(text));
        Assert.Equal(DeviceEnd.MalformedState, _handshake.End);
        Assert.Equal(XenbusState.Unknown, _handshake.Peer);
    }

    [Fact]
    public void A_peer_of_the_last_life_is_waited_for()
    {
        Observe('6');
        _handshake.Await(XenbusStates.Closed | XenbusStates.InitWait, 10);
        Assert.False(_handshake.IsMet);
        Observe('2');
        Assert.True(_handshake.IsMet);
        Assert.Equal(long.MaxValue, _handshake.Deadline);
    }

    [Fact]
    public void A_peer_that_is_not_there_in_time_has_stalled()
    {
        _handshake.Await(XenbusStates.Connected, 10);
        _handshake.Elapse(9);
        Assert.Equal((DeviceEnd.None, 10L), (_handshake.End, _handshake.Deadline));
        Observe('2');
        _handshake.Elapse(10);
        Assert.Equal(DeviceEnd.Stalled, _handshake.End);
    }

    [Fact]
    public void A_peer_that_was_in_time_has_not_stalled()
    {
        _handshake.Await(XenbusStates.Connected, 10);
        Observe('4');
        _handshake.Elapse(1000);
        Assert.Equal(DeviceEnd.None, _handshake.End);
    }

    [Fact]
    public void Own_states_follow_the_same_rules()
    {
        Assert.Equal(XenErrno.None, _handshake.Move(XenbusState.InitWait));
        Assert.Equal(XenErrno.InvalidArgument, _handshake.Move(XenbusState.InitWait));
        Assert.Equal(XenErrno.InvalidArgument, _handshake.Move(XenbusState.Initialising));
        Assert.Equal(XenErrno.InvalidArgument, _handshake.Move((XenbusState)9));
        Assert.Equal(XenErrno.None, _handshake.Move(XenbusState.Closing));
        Assert.Equal(XenErrno.InvalidArgument, _handshake.Move(XenbusState.Connected));
        Assert.Equal(XenErrno.None, _handshake.Move(XenbusState.Closed));
        Assert.Equal(XenErrno.InvalidArgument, _handshake.Move(XenbusState.Closing));
    }

    [Theory]
    [InlineData('4', DeviceEnd.None)]
    [InlineData('5', DeviceEnd.CloseRequested)]
    [InlineData('1', DeviceEnd.Replaced)]
    [InlineData('x', DeviceEnd.Replaced)]
    public void An_own_state_that_somebody_else_has_written_says_what_for(char value, DeviceEnd end)
    {
        _handshake.Move(XenbusState.Connected);
        _handshake.ObserveOwn(XenbusState.Connected, [(byte)value]);
        Assert.Equal(end, _handshake.End);
    }

    [Fact]
    public void What_was_read_before_something_else_was_said_is_not_held_against_the_toolstack()
    {
        _handshake.Move(XenbusState.InitWait);
        _handshake.Move(XenbusState.Connected);
        _handshake.ObserveOwn(XenbusState.InitWait, "2"u8);
        Assert.Equal(DeviceEnd.None, _handshake.End);
    }

    [Theory]
    [InlineData(DeviceEnd.PeerClosed)]
    [InlineData(DeviceEnd.Backwards)]
    [InlineData(DeviceEnd.Stalled)]
    public void A_removal_comes_before_all_others(DeviceEnd before)
    {
        _handshake.EndWith(before);
        _handshake.EndWith(DeviceEnd.PeerGone);
        Assert.Equal(before, _handshake.End);
        _handshake.ObserveOwnAbsent();
        Assert.Equal(DeviceEnd.Removed, _handshake.End);
        _handshake.EndWith(DeviceEnd.Replaced);
        Assert.Equal(DeviceEnd.Removed, _handshake.End);
        Assert.False(_handshake.IsOwned);
        Assert.Equal(XenErrno.NotFound, _handshake.Move(XenbusState.Connected));
    }

    [Theory]
    [InlineData(DeviceEnd.Replaced)]
    [InlineData(DeviceEnd.Restored)]
    public void A_device_that_is_another_domain_s_or_another_is_not_this_end_s_any_more(DeviceEnd end)
    {
        _handshake.EndWith(DeviceEnd.PeerClosed);
        _handshake.EndWith(end);
        _handshake.ObserveOwnAbsent();
        Assert.Equal(end, _handshake.End);
        Assert.False(_handshake.IsOwned);
        Assert.Equal(XenErrno.NotFound, _handshake.Move(XenbusState.Closing));
    }

    [Theory]
    [InlineData("/local/domain/3/backend/vbd/7/0", "3", true)]
    [InlineData("/local/domain/3/backend/vbd/7/0", "4", false)]
    [InlineData("/local/domain/32752/backend", "32752", false)]
    [InlineData("/local/domain/65539/backend", "3", false)]
    [InlineData("/local/domain/4294967299/backend", "3", false)]
    [InlineData("/local/domain/03/backend", "3", false)]
    [InlineData("/local/domain/3", "3", false)]
    [InlineData("/local/domain//backend", "0", false)]
    [InlineData("/local/domain/3x/backend", "3", false)]
    [InlineData("/local/domain/3/back end", "3", false)]
    [InlineData("/local/domain/3/backend/", "3", false)]
    [InlineData("backend/vbd", "3", false)]
    [InlineData("/vm/3/backend", "3", false)]
    [InlineData("", "3", false)]
    [InlineData("/local/domain/3/backend", "", false)]
    [InlineData("/local/domain/3/backend", "-3", false)]
    public void A_link_is_a_domain_and_a_path_of_it(string path, string id, bool isRight)
    {
        Assert.Equal(isRight, XenbusProtocol.TryParseLink(path, Encoding.Latin1.GetBytes(id), out DomainId domain));
        Assert.True(!isRight || domain.Value == 3);
    }

    [Fact]
    public void Whatever_is_observed_nothing_throws_and_only_a_removal_changes_an_end()
    {
        int rounds = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 1_000_000 : 20_000;
        Random random = new(rounds);
        int[] seen = new int[Enum.GetValues<DeviceEnd>().Length];
        byte[] garbage = new byte[16];
        for (int round = 0; round < rounds; round++)
        {
            DeviceHandshake handshake = new();
            DeviceEnd last = DeviceEnd.None;
            for (int step = 0; step < 12; step++)
            {
                random.NextBytes(garbage);
                Span<byte> text = random.Next(3) == 0
                    ? garbage.AsSpan(0, random.Next(garbage.Length))
                    : Encoding.Latin1.GetBytes(random.Next(10).ToString(CultureInfo.InvariantCulture));
                switch (random.Next(10))
                {
                    case 0:
                        handshake.ObservePeerAbsent();
                        break;
                    case 1:
                        handshake.Move((XenbusState)random.Next(10));
                        break;
                    case 2:
                        handshake.ObserveOwn(handshake.Own, random.Next(3) == 0 ? text : Encoding.Latin1.GetBytes(((int)handshake.Own).ToString(CultureInfo.InvariantCulture)));
                        break;
                    case 3 when random.Next(4) == 0:
                        handshake.ObserveOwnAbsent();
                        break;
                    case 4:
                        handshake.Await((XenbusStates)random.Next(512), step + 2);
                        break;
                    case 5:
                        handshake.Elapse(step);
                        break;
                    default:
                        handshake.ObservePeer(text);
                        break;
                }

                bool isRemoval = handshake.End is DeviceEnd.Removed or DeviceEnd.Replaced;
                Assert.True(handshake.End == last || last == DeviceEnd.None || isRemoval, $"{last} became {handshake.End}");
                Assert.True(handshake.Peer <= XenbusState.Reconfigured && handshake.Own <= XenbusState.Reconfigured);
                last = handshake.End;
            }

            seen[(int)last]++;
        }

        DeviceEnd[] reached = [.. Enum.GetValues<DeviceEnd>().Where(end => seen[(int)end] != 0)];
        Assert.Equal(
            [DeviceEnd.None, DeviceEnd.PeerClosed, DeviceEnd.CloseRequested, DeviceEnd.Removed, DeviceEnd.Replaced, DeviceEnd.PeerGone, DeviceEnd.Backwards, DeviceEnd.MalformedState, DeviceEnd.Stalled],
            reached);
    }

    private void Observe(char state)
    {
        if (state == '-')
        {
            _handshake.ObservePeerAbsent();
        }
        else
        {
            _handshake.ObservePeer([(byte)state]);
        }
    }
}
