using System;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Store;

public sealed class ProtocolTests : IDisposable
{
    private readonly ScriptedDaemon _daemon = new();

    private StoreClient Client => _daemon.Client;

    public void Dispose() => _daemon.Dispose();

    [Theory]
    [InlineData("EINVAL", XenErrno.InvalidArgument)]
    [InlineData("EACCES", XenErrno.AccessDenied)]
    [InlineData("EEXIST", XenErrno.AlreadyExists)]
    [InlineData("EISDIR", XenErrno.IsDirectory)]
    [InlineData("ENOENT", XenErrno.NotFound)]
    [InlineData("ENOMEM", XenErrno.OutOfMemory)]
    [InlineData("ENOSPC", XenErrno.NoSpace)]
    [InlineData("EIO", XenErrno.InputOutput)]
    [InlineData("ENOTEMPTY", XenErrno.NotEmpty)]
    [InlineData("ENOSYS", XenErrno.NotImplemented)]
    [InlineData("EROFS", XenErrno.ReadOnly)]
    [InlineData("EBUSY", XenErrno.Busy)]
    [InlineData("EAGAIN", XenErrno.TryAgain)]
    [InlineData("EISCONN", XenErrno.Connected)]
    [InlineData("E2BIG", XenErrno.TooBig)]
    [InlineData("EPERM", XenErrno.NotPermitted)]
    [InlineData("EQUOTA", XenErrno.NoSpace)]
    [InlineData("EWHAT", XenErrno.BadMessage)]
    [InlineData("EWHATEVER", XenErrno.BadMessage)]
    [InlineData("E", XenErrno.BadMessage)]
    public void Each_error_text_is_an_error_of_its_request_alone(string text, XenErrno error)
    {
        TestRequest request = Client.Do(request => request.Read("a", default));
        XsdSockmsg header = _daemon.Requests[0].Header;
        header.Type = StoreMessageType.Error;
        _daemon.Send(header, text + "\0");
        Assert.Equal(error, request.Errno);
        Assert.Equal(StoreFault.None, Client.Connection.Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("ENOENT")]
    [InlineData("ENO\0ENT\0")]
    public void An_error_that_is_no_text_ends_the_connection(string payload) =>
        ExpectFault(StoreFault.MalformedError, request => request.Read("a", default), StoreMessageType.Error, payload);

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("OK\0\0")]
    [InlineData("KO\0")]
    public void Done_is_said_in_one_way_only(string payload) =>
        ExpectFault(StoreFault.MalformedAnswer, request => request.Write("a", [], default), StoreMessageType.Write, payload);

    [Theory]
    [InlineData("a")]
    [InlineData("a\0b")]
    [InlineData("\0")]
    [InlineData("a\0\0")]
    [InlineData("a/b\0")]
    [InlineData("a b\0")]
    public void A_list_of_names_is_whole_and_has_names_in_it(string payload) =>
        ExpectFault(StoreFault.MalformedAnswer, request => request.Directory("a", default), StoreMessageType.Directory, payload);

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5\0")]
    [InlineData("\0a\0")]
    [InlineData("x\0a\0")]
    [InlineData("5\0a")]
    [InlineData("5\0\0a\0")]
    [InlineData("5\0a\0\0\0")]
    [InlineData("5\0a b\0")]
    [InlineData("123456789012345678901\0a\0")]
    public void A_part_of_a_list_has_a_generation_and_brings_something(string payload) => ExpectFault(
        StoreFault.MalformedAnswer, request => request.DirectoryPart("a", 0, default), StoreMessageType.DirectoryPart, payload);

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("n\0")]
    [InlineData("n1")]
    [InlineData("x1\0")]
    [InlineData("n65536\0")]
    [InlineData("n1\0r\0")]
    [InlineData("n-1\0")]
    public void Permissions_are_letters_and_numbers(string payload) => ExpectFault(
        StoreFault.MalformedAnswer, request => request.GetPermissions("a", default), StoreMessageType.GetPermissions, payload);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0\0")]
    [InlineData("1\01\0")]
    [InlineData("4294967296\0")]
    [InlineData("11111111111\0")]
    public void A_transaction_is_a_number(string payload) => ExpectFault(
        StoreFault.MalformedAnswer, request => request.StartTransaction(), StoreMessageType.TransactionStart, payload);

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a\0")]
    [InlineData("/a b\0")]
    public void The_path_of_a_domain_is_a_path(string payload) => ExpectFault(
        StoreFault.MalformedAnswer, request => request.GetDomainPath(new DomainId(1)), StoreMessageType.GetDomainPath, payload);

    [Theory]
    [InlineData("")]
    [InlineData("T")]
    [InlineData("X\0")]
    public void Whether_a_domain_is_known_is_true_or_false(string payload) => ExpectFault(
        StoreFault.MalformedAnswer, request => request.IsDomainIntroduced(new DomainId(1)), StoreMessageType.IsDomainIntroduced, payload);

    [Fact]
    public void An_answer_of_another_type_ends_the_connection() =>
        ExpectFault(StoreFault.WrongType, request => request.Read("a", default), StoreMessageType.Write, "OK\0");

    [Fact]
    public void An_answer_that_comes_twice_ends_the_connection()
    {
        TestRequest request = Client.Do(request => request.Read("a", default));
        XsdSockmsg header = _daemon.Requests[0].Header;
        _daemon.Send(header, "1");
        Assert.Equal("1", request.Text);
        Client.Do(request => request.Read("b", default));
        _daemon.Send(header, "2");
        Assert.Equal(StoreFault.UnknownRequest, Client.Connection.Fault);
        Assert.Equal(1, request.Completions);
    }

    [Fact]
    public void An_answer_to_a_request_that_was_not_sent_as_a_whole_ends_the_connection()
    {
        TestRequest request = Client.Start(request => request.Write("a", new byte[2000], default));
        Client.Connection.Exchange();
        unsafe
        {
            // The daemon has taken nothing yet.
            fixed (XenstoreDomainInterface* page = &_daemon.Ring.Page)
            {
                new Span<byte>(page->Answers, 16).Clear();
                page->Answers[0] = (byte)StoreMessageType.Write;
                page->Answers[12] = 3;
                "OK\0"u8.CopyTo(new Span<byte>(page->Answers + 16, 3));
                page->AnswerProducer = 19;
            }
        }

        Client.Connection.Exchange();
        Assert.Equal(StoreFault.UnknownRequest, Client.Connection.Fault);
        Assert.Equal(XenErrno.NotConnected, request.Errno);
    }

    [Fact]
    public void A_message_longer_than_any_ends_the_connection_and_all_that_wait()
    {
        TestRequest[] requests = new TestRequest[100];
        for (int i = 0; i < requests.Length; i++)
        {
            requests[i] = Client.Start(request => request.Read("a", default));
        }

        TestWatch watch = new("w");
        Client.Connection.Add(watch);
        Client.Run();
        XsdSockmsg header = _daemon.Requests[0].Header;
        header.Length = XenstoreDomainInterface.MostPayload + 1;
        _daemon.Ring.Send(header, []);
        _daemon.Ring.Flush();
        Client.Run();
        Assert.Equal(StoreFault.Oversize, Client.Connection.Fault);
        Assert.All(requests, request => Assert.Equal((XenErrno.NotConnected, 1), (request.Errno, request.Completions)));
        Assert.Equal(StoreFault.Oversize, watch.Fault);
        Assert.Equal(XenErrno.NotConnected, Client.Connection.Submit(Prepared()));
        Assert.Equal(XenErrno.NotConnected, Client.Connection.Add(new TestWatch("w")));
        Client.Connection.Close();
        Assert.Equal(StoreFault.Oversize, Client.Connection.Fault);
    }

    [Theory]
    [InlineData("", StoreFault.MalformedEvent)]
    [InlineData("w", StoreFault.MalformedEvent)]
    [InlineData("w\0", StoreFault.MalformedEvent)]
    [InlineData("w\01", StoreFault.MalformedEvent)]
    [InlineData("w\01\0more\0", StoreFault.MalformedEvent)]
    [InlineData("x\01\0", StoreFault.ForeignEvent)]
    [InlineData("wx\01\0", StoreFault.ForeignEvent)]
    [InlineData("w/ \01\0", StoreFault.ForeignEvent)]
    [InlineData("w/x\01\0", StoreFault.None)]
    [InlineData("w\02\0", StoreFault.None)]
    [InlineData("w\0token of another\0", StoreFault.None)]
    public void An_event_is_a_path_that_is_watched_and_a_token(string payload, StoreFault fault)
    {
        TestWatch watch = new("w");
        Client.Connection.Add(watch);
        _daemon.Send(new XsdSockmsg { Type = StoreMessageType.WatchEvent }, payload);
        Assert.Equal(fault, Client.Connection.Fault);
        Assert.Equal(fault, watch.Fault);
    }

    [Theory]
    [InlineData(0u, StoreFault.None)]
    [InlineData(1u, StoreFault.DaemonCommunication)]
    [InlineData(2u, StoreFault.DaemonRingIndex)]
    [InlineData(3u, StoreFault.DaemonProtocol)]
    [InlineData(4u, StoreFault.DaemonUnknown)]
    public void What_the_daemon_complains_of_ends_the_connection_where_it_can_complain(uint error, StoreFault fault)
    {
        _daemon.Ring.Page.Error = error;
        Client.Run();
        Assert.Equal(StoreFault.None, Client.Connection.Fault);
        _daemon.Ring.Page.ServerFeatures = XenstoreDomainInterface.FeatureError;
        Client.Run();
        Assert.Equal(fault, Client.Connection.Fault);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(0x8000_0000u)]
    [InlineData(unchecked((uint)-1025))]
    public void An_index_of_requests_that_lies_ends_the_connection(uint lie)
    {
        _daemon.Ring.Page.RequestConsumer = lie;
        TestRequest request = Client.Start(request => request.Read("a", default));
        Client.Connection.Exchange();
        Assert.Equal(StoreFault.RequestIndex, Client.Connection.Fault);
        Assert.Equal(XenErrno.NotConnected, request.Errno);
    }

    [Theory]
    [InlineData(1025u)]
    [InlineData(0x8000_0000u)]
    [InlineData(unchecked((uint)-1))]
    public void An_index_of_answers_that_lies_ends_the_connection(uint lie)
    {
        _daemon.Ring.Page.AnswerProducer = lie;
        Client.Connection.Exchange();
        Assert.Equal(StoreFault.AnswerIndex, Client.Connection.Fault);
    }

    [Fact]
    public void After_its_end_a_connection_touches_the_rings_no_more()
    {
        Client.Connection.Close();
        _daemon.Ring.Send("something"u8);
        _daemon.Ring.Flush();
        Client.Run();
        Assert.Equal(0u, _daemon.Ring.Page.AnswerConsumer);
        Assert.Equal(StoreFault.Closed, Client.Connection.Fault);
    }

    private static TestRequest Prepared()
    {
        TestRequest request = new();
        request.Read("a", default);
        return request;
    }

    private void ExpectFault(StoreFault fault, Func<TestRequest, XenErrno> prepare, StoreMessageType type, string payload)
    {
        TestRequest request = Client.Do(prepare);
        XsdSockmsg header = _daemon.Requests[0].Header;
        header.Type = type;
        header.Length = (uint)payload.Length;
        _daemon.Ring.Send(header, Encoding.Latin1.GetBytes(payload));
        _daemon.Ring.Flush();
        Client.Run();
        Assert.Equal(fault, Client.Connection.Fault);
        Assert.Equal(XenErrno.NotConnected, request.Errno);
        Assert.Equal(1, request.Completions);
    }
}
