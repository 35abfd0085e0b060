using System;
using System.Collections.Generic;
using System.Text;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Store;

/// <summary>A daemon that answers what the test says, when the test says so.</summary>
internal sealed class ScriptedDaemon : IDisposable
{
    private readonly XenModel _host = new();

    /// <param name="firstIndex">Where all indices of the rings begin.</param>
    internal ScriptedDaemon(uint firstIndex = 0)
    {
        ModelGuest<ulong> home = new(_host.CreateDomain(new DomainShape()));
        ModelGuest<ulong> guest = new(_host.CreateDomain(new DomainShape()));
        Ring = StoreDaemonRing.Connect(home, guest.Domain, StoreClient.Page, Work);
        Ring.Page.RequestConsumer = Ring.Page.RequestProducer = firstIndex;
        Ring.Page.AnswerConsumer = Ring.Page.AnswerProducer = firstIndex;
        Client = new StoreClient(home, guest, Ring.Port);
    }

    internal StoreDaemonRing Ring { get; }

    internal StoreClient Client { get; }

    /// <summary>The requests that have come and were not answered.</summary>
    internal List<(XsdSockmsg Header, string Payload)> Requests { get; } = [];

    /// <summary>What is done with each request when it comes.</summary>
    internal Action<XsdSockmsg, string>? Answering { get; set; }

    public void Dispose() => _host.Dispose();

    /// <summary>Answers the request that has waited longest, and lets the client see it.</summary>
    internal void Answer(string payload)
    {
        XsdSockmsg header = Requests[0].Header;
        Requests.RemoveAt(0);
        Send(header, payload);
    }

    internal void Send(XsdSockmsg header, string payload)
    {
        header.Length = (uint)payload.Length;
        Ring.Send(header, Encoding.Latin1.GetBytes(payload));
        Ring.Flush();
        Client.Run();
    }

    private void Work()
    {
        while (Ring.Flush())
        {
            while (Ring.TryTakeRequest(out XsdSockmsg header, out byte[] payload))
            {
                string text = Encoding.Latin1.GetString(payload);
                if (Answering == null)
                {
                    Requests.Add((header, text));
                }
                else
                {
                    Answering(header, text);
                }
            }
        }
    }
}
