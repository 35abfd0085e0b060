using System;
using System.Linq;
using System.Text;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Store;

public sealed class OperationTests : IDisposable
{
    private readonly StoreScene _scene = new();

    private StoreClient Client => _scene.Client;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_value_is_read_as_it_was_written_by_a_path_in_full_or_from_home()
    {
        Assert.Equal(XenErrno.None, _scene.Write("data/key", "value\0with\nall\u00FF"));
        Assert.Equal("value\0with\nall\u00FF", _scene.Read("/local/domain/1/data/key"));
        Assert.Equal("", _scene.Read("data"));
        Assert.Equal("guest1", _scene.Read("name"));
        Assert.Equal("data name ", _scene.Directory("/local/domain/1"));
    }

    [Fact]
    public void A_node_is_made_once_and_removed_with_all_below_it()
    {
        Assert.Equal(XenErrno.None, Client.Do(request => request.MakeDirectory("a/b", default)).Errno);
        Assert.Equal(XenErrno.None, _scene.Write("a/b/c", "1"));
        Assert.Equal(XenErrno.None, Client.Do(request => request.MakeDirectory("a/b/c", default)).Errno);
        Assert.Equal("1", _scene.Read("a/b/c"));
        Assert.Equal(XenErrno.None, Client.Do(request => request.Remove("a", default)).Errno);
        Assert.Equal("[NotFound]", _scene.Read("a/b/c"));
        Assert.Equal(XenErrno.None, Client.Do(request => request.Remove("a", default)).Errno);
        Assert.Equal(XenErrno.NotFound, Client.Do(request => request.Remove("a/b", default)).Errno);
        Assert.Equal(XenErrno.AccessDenied, Client.Do(request => request.Remove("/", default)).Errno);
    }

    [Fact]
    public void What_belongs_to_others_is_refused_even_where_there_is_nothing()
    {
        Assert.Equal("[AccessDenied]", _scene.Read("/local/domain/2/name"));
        Assert.Equal("[AccessDenied]", _scene.Read("/local/domain/2/nothing"));
        Assert.Equal(XenErrno.AccessDenied, _scene.Write("/local/domain/2/name", "mine"));
        Assert.Equal(XenErrno.AccessDenied, Client.Do(request => request.MakeDirectory("/tool", default)).Errno);
        Assert.Equal(XenErrno.AccessDenied, Client.Do(request => request.Directory("/", default)).Errno);
    }

    [Fact]
    public void Permissions_let_another_domain_in_and_the_owner_stays()
    {
        Assert.Equal(XenErrno.None, _scene.Write("shared", "hello"));
        StorePermission[] permissions = [new(new DomainId(1), StoreAccess.None), new(new DomainId(2), StoreAccess.Read)];
        Assert.Equal(XenErrno.None, Client.Do(request => request.SetPermissions("shared", permissions, default)).Errno);
        Assert.Equal("n1\0r2\0", Client.Do(request => request.GetPermissions("shared", default)).Text);
        Assert.Equal("hello", _scene.Clients[1].Do(request => request.Read("/local/domain/1/shared", default)).Text);
        Assert.Equal(
            XenErrno.AccessDenied,
            _scene.Clients[1].Do(request => request.Write("/local/domain/1/shared", [], default)).Errno);

        permissions[0] = new StorePermission(new DomainId(2), StoreAccess.Both);
        Assert.Equal(XenErrno.NotPermitted, Client.Do(request => request.SetPermissions("shared", permissions, default)).Errno);
        Assert.Equal(XenErrno.InvalidArgument, new TestRequest().SetPermissions("shared", [], default));
    }

    [Fact]
    public void Domains_are_asked_for_by_their_numbers()
    {
        Assert.Equal("/local/domain/7\0", Client.Do(request => request.GetDomainPath(new DomainId(7))).Text);
        Assert.Equal("T\0", Client.Do(request => request.IsDomainIntroduced(new DomainId(2))).Text);
        Assert.Equal("F\0", Client.Do(request => request.IsDomainIntroduced(new DomainId(7))).Text);
    }

    [Fact]
    public void Quotas_are_errors_of_the_request_that_meets_them()
    {
        _scene.Store.MostNodes = 4;
        Assert.Equal(XenErrno.NoSpace, _scene.Write("large", new string('x', 2048)));
        Assert.Equal(XenErrno.None, _scene.Write("b", "2"));
        Assert.Equal(XenErrno.None, _scene.Write("c", "3"));
        Assert.Equal(XenErrno.NoSpace, _scene.Write("d", "4"));
        Assert.Equal(XenErrno.None, _scene.Write("c", "5"));

        _scene.Store.MostTransactions = 1;
        _scene.Begin();
        Assert.Equal(XenErrno.NoSpace, Client.Do(request => request.StartTransaction()).Errno);
    }

    [Fact]
    public void A_long_list_is_put_together_of_parts_and_begins_again_when_the_node_changes()
    {
        string[] names = [.. Enumerable.Range(0, 900).Select(number => $"child-{number:D5}")];
        foreach (string name in names)
        {
            _scene.Store.Write($"/local/domain/1/many/{name}", []);
        }

        Assert.Equal(XenErrno.TooBig, Client.Do(request => request.Directory("many", default)).Errno);
        DirectoryListing listing = new();
        int parts = 0;
        XenErrno state = XenErrno.TryAgain;
        while (state == XenErrno.TryAgain)
        {
            state = listing.Add(Client.Do(request => request.DirectoryPart("many", listing.Offset, default)).Answer);
            parts++;
            if (parts == 2)
            {
                _scene.Store.Write("/local/domain/1/many/z", []);
            }
        }

        Assert.Equal(XenErrno.None, state);
        Assert.Equal(string.Join('\0', names) + "\0z\0", Encoding.Latin1.GetString(listing.Names));
        Assert.Equal(6, parts);
    }

    [Fact]
    public void A_list_that_never_stands_still_or_never_ends_is_an_error()
    {
        DirectoryListing listing = new();
        int parts = 0;
        while (listing.Add(Encoding.Latin1.GetBytes($"{parts}\0a\0")) == XenErrno.TryAgain)
        {
            parts++;
        }

        Assert.Equal(2 * DirectoryListing.MostRestarts + 1, parts);
        listing.Clear();
        byte[] part = Encoding.Latin1.GetBytes("1\0" + new string('a', 4000) + "\0");
        XenErrno state = listing.Add(part);
        while (state == XenErrno.TryAgain)
        {
            state = listing.Add(part);
        }

        Assert.Equal(XenErrno.TooBig, state);
        listing.Clear();
        Assert.Equal(XenErrno.None, listing.Add("5\0\0"u8));
        Assert.Equal(0, listing.Names.Length);
    }

    [Theory]
    [InlineData("", XenErrno.InvalidArgument)]
    [InlineData("a//b", XenErrno.InvalidArgument)]
    [InlineData("a/", XenErrno.InvalidArgument)]
    [InlineData("a b", XenErrno.InvalidArgument)]
    [InlineData("a\0b", XenErrno.InvalidArgument)]
    [InlineData("\u0161", XenErrno.InvalidArgument)]
    [InlineData("/", XenErrno.None)]
    [InlineData("@releaseDomain", XenErrno.None)]
    public void A_path_is_checked_before_it_is_sent(string path, XenErrno error)
    {
        Assert.Equal(error, StorePath.Check(path));
        TestRequest request = new();
        Assert.Equal(error, request.Read(path, default));
        Assert.Equal(error, Client.Connection.Submit(request));
    }

    [Fact]
    public void What_is_too_long_is_never_sent()
    {
        Assert.Equal(XenErrno.None, StorePath.Check("/" + new string('a', 3071)));
        Assert.Equal(XenErrno.NameTooLong, StorePath.Check("/" + new string('a', 3072)));
        Assert.Equal(XenErrno.None, StorePath.Check(new string('a', 2048)));
        Assert.Equal(XenErrno.NameTooLong, StorePath.Check(new string('a', 2049)));
        TestRequest request = new();
        Assert.Equal(XenErrno.None, request.Write("a", new byte[4094], default));
        Assert.Equal(XenErrno.TooBig, request.Write("a", new byte[4095], default));
        Assert.Equal(XenErrno.InvalidArgument, Client.Connection.Submit(request));
        StorePermission[] permissions = [.. Enumerable.Repeat(new StorePermission(new DomainId(1), StoreAccess.Read), 2000)];
        Assert.Equal(XenErrno.TooBig, request.SetPermissions("a", permissions, default));
    }
}
