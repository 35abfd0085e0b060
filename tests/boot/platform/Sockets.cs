using System.Net;
using System.Net.Sockets;

namespace XenGuest.BootGuests.Platform;

internal static class Sockets
{
    public static void Run()
    {
        Check.Throws<SocketException>("a TCP socket", static () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Dispose());
        Check.Throws<SocketException>("a UDP client", static () => new UdpClient(new IPEndPoint(IPAddress.Loopback, 0)).Dispose());
        Check.Throws<SocketException>("listening", static () =>
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
        });
        Check.Equal("addresses are only numbers", IPAddress.Loopback, IPAddress.Parse("127.0.0.1"));
    }
}
