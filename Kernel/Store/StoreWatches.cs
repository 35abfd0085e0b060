using System;
using System.Collections.Generic;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>Which watch has which token.</summary>
internal sealed class StoreWatches
{
    private StoreWatch?[] _watches = new StoreWatch?[8];
    private uint _lastToken;

    internal uint StrayEvents { get; private set; }

    internal XenErrno Add(StoreWatch watch)
    {
        if (watch.Token != 0)
        {
            return XenErrno.AlreadyExists;
        }

        int free = Array.IndexOf(_watches, null);
        if (free < 0)
        {
            free = _watches.Length;
            StoreWatch?[] larger = new StoreWatch?[free * 2];
            Array.Copy(_watches, larger, free);
            _watches = larger;
        }

        // A token is used once, so that a late event reaches nobody else.
        _lastToken++;
        watch.Token = _lastToken;
        _watches[free] = watch;
        return XenErrno.None;
    }

    internal void Remove(StoreWatch watch)
    {
        int index = Array.IndexOf(_watches, watch);
        if (index >= 0)
        {
            _watches[index] = null;
            watch.Token = 0;
        }
    }

    /// <summary>Hands an event to its watch.</summary>
    internal StoreFault Handle(ReadOnlySpan<byte> payload)
    {
        StoreStrings texts = new(payload);
        texts.MoveNext();
        ReadOnlySpan<byte> path = texts.Current;
        // Where the first text has no end, the second has none either.
        if (!texts.MoveNext() || !texts.IsAtEnd)
        {
            return StoreFault.MalformedEvent;
        }

        StoreWatch? watch = StoreNumber.TryParse(texts.Current, out uint token) ? Find(token) : null;
        if (watch == null)
        {
            StrayEvents++;
            return StoreFault.None;
        }

        if (!StorePath.IsAtOrBelow(path, watch.Path))
        {
            return StoreFault.ForeignEvent;
        }

        watch.OnChanged(path);
        return StoreFault.None;
    }

    /// <summary>The watches that xenstored has.</summary>
    internal List<StoreWatch> AllSet()
    {
        List<StoreWatch> all = new();
        foreach (StoreWatch? watch in _watches)
        {
            if (watch != null && watch.IsSet)
            {
                all.Add(watch);
            }
        }

        return all;
    }

    internal void Close(StoreFault fault)
    {
        for (int i = 0; i < _watches.Length; i++)
        {
            StoreWatch? watch = _watches[i];
            _watches[i] = null;
            if (watch != null)
            {
                watch.Token = 0;
                watch.OnClosed(fault);
            }
        }
    }

    private StoreWatch? Find(uint token)
    {
        for (int i = 0; i < _watches.Length; i++)
        {
            if (_watches[i] != null && _watches[i]!.Token == token)
            {
                return _watches[i];
            }
        }

        return null;
    }
}
