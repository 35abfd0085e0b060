using System;
using System.Collections.Generic;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <summary>An xenstored that means harm: answers that are right, garbage, short, oversize, twice, late, or none.</summary>
/// <remarks>What it does follows from its random numbers alone.</remarks>
public sealed class HostileStore
{
    private static readonly string[] s_texts =
    [
        "OK\0", "", "OK", "\0", "ENOENT\0", "EWHAT\0", "T\0", "17\0", "0\0", "a\0b\0", "9\0a\0b\0\0", "n0\0r1\0", "n0\0x1\0",
        "/a\01\0", "/a/b\02\0", "/x\01\0", "/a\0", "/a\0\0\0",
    ];

    private readonly Random _random;
    private readonly StoreDaemonRing _ring;
    private readonly List<XsdSockmsg> _held = [];

    /// <summary>A daemon that a domain is connected to.</summary>
    /// <param name="home">The domain that it runs in.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="page">The page of its memory that it shares.</param>
    /// <param name="seed">Where its random numbers begin.</param>
    public HostileStore(ModelGuest<ulong> home, ModelDomain domain, GuestFrame page, int seed)
    {
        _random = new Random(seed);
        _ring = StoreDaemonRing.Connect(home, domain, page, Work);
    }

    /// <summary>The domain's port.</summary>
    public EventPort Port => _ring.Port;

    /// <summary>How many messages it has sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Sends something that nobody asked for.</summary>
    public void Strike()
    {
        switch (_random.Next(12))
        {
            case 0:
                byte[] garbage = new byte[_random.Next(1, 64)];
                _random.NextBytes(garbage);
                _ring.Send(garbage);
                Sent++;
                break;
            case 1:
                _ring.Page.RequestConsumer += (uint)_random.Next(-2000, 2000);
                break;
            case 2:
                _ring.Page.ServerFeatures = XenstoreDomainInterface.FeatureError;
                _ring.Page.Error = (uint)_random.Next(6);
                break;
            default:
                Answer(new XsdSockmsg { Type = StoreMessageType.WatchEvent });
                break;
        }

        _ring.Flush();
    }

    private void Work()
    {
        while (_ring.Flush())
        {
            while (_ring.TryTakeRequest(out XsdSockmsg header, out _))
            {
                _held.Add(header);
            }

            while (_held.Count != 0 && _random.Next(8) != 0)
            {
                int index = _random.Next(_held.Count);
                Answer(_held[index]);
                if (_random.Next(32) != 0)
                {
                    _held.RemoveAt(index);
                }
            }
        }
    }

    private void Answer(XsdSockmsg header)
    {
        string text = s_texts[_random.Next(s_texts.Length)];
        byte[] payload = Encoding.Latin1.GetBytes(text);
        header.Type = _random.Next(4) switch
        {
            0 => StoreMessageType.Error,
            1 when _random.Next(8) == 0 => (StoreMessageType)_random.Next(32),
            _ => header.Type,
        };
        header.RequestId += _random.Next(64) == 0 ? (uint)_random.Next(1, 100) : 0;
        header.Length = _random.Next(64) switch
        {
            0 => (uint)_random.Next(5000),
            1 => uint.MaxValue,
            _ => (uint)payload.Length,
        };
        _ring.Send(header, payload);
        Sent++;
    }
}
