using System;
using System.Runtime.InteropServices;
using System.Text;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.Tests.Terminal;

/// <summary>A machine with a console ring, and whoever shows that console.</summary>
internal sealed unsafe class OtherEnd : IDisposable
{
    internal const uint Port = 7;

    private readonly XenconsInterface* _page = (XenconsInterface*)NativeMemory.AlignedAlloc((nuint)PhysicalMemory.PageSize, (nuint)PhysicalMemory.PageSize);

    public OtherEnd()
    {
        new Span<byte>(_page, (int)PhysicalMemory.PageSize).Clear();
        foreach (Type type in (Type[])[typeof(PhysicalMemory), typeof(RingConsole), typeof(ConsoleOutput), typeof(ConsoleInput), typeof(FutexTable), typeof(RunQueue)])
        {
            MachineState.Reset(type);
        }

        // The ring's page is reached as any frame is; the host's is wherever it is.
        typeof(PhysicalMemory).GetField("s_base", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .SetValue(null, (ulong)_page - PhysicalMemory.PageSize);
        Hypercalls.Parameters[HvmParameter.ConsolePage] = 1;
        Hypercalls.Parameters[HvmParameter.ConsoleEventChannel] = Port;
        Hypercalls.Notified.Clear();
        Hypercalls.Meanwhile = static () => { };
        Clock.Time = 1_000_000_000;
    }

    /// <summary>The page, for ends that do not keep to the rules.</summary>
    public XenconsInterface* Page => _page;

    /// <summary>Takes up to a number of characters.</summary>
    public string Take(int most = int.MaxValue)
    {
        StringBuilder text = new();
        while (_page->OutConsumer != _page->OutProducer && text.Length < most)
        {
            text.Append((char)_page->Out[_page->OutConsumer % XenconsInterface.OutSize]);
            _page->OutConsumer++;
        }

        return text.ToString();
    }

    /// <summary>Types what there is room for.</summary>
    public int Type(string text)
    {
        int count = 0;
        foreach (byte character in Encoding.UTF8.GetBytes(text))
        {
            if (_page->InProducer - _page->InConsumer == XenconsInterface.InSize)
            {
                break;
            }

            _page->In[_page->InProducer % XenconsInterface.InSize] = character;
            _page->InProducer++;
            count++;
        }

        return count;
    }

    /// <summary>What a read returns.</summary>
    public static string Read(int most = 256)
    {
        Span<byte> text = stackalloc byte[most];
        fixed (byte* destination = text)
        {
            return Encoding.UTF8.GetString(text[..(int)RingConsole.Read(destination, (ulong)most)]);
        }
    }

    public static void Write(string text)
    {
        fixed (byte* bytes = Encoding.UTF8.GetBytes(text))
        {
            RingConsole.Write(bytes, (ulong)Encoding.UTF8.GetByteCount(text));
        }
    }

    public void Dispose()
    {
        MachineState.Reset(typeof(RingConsole));
        MachineState.Reset(typeof(PhysicalMemory));
        Hypercalls.Parameters.Clear();
        NativeMemory.AlignedFree(_page);
    }
}
