using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Iced.Intel;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Tests;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Boot.Tests;

/// <summary>Guests of a few instructions of 32-bit code, without paging: they try the rig, not XenGuest. This one is dom0; <see cref="TinyDomain"/> is not.</summary>
internal class TinyGuest : IDisposable
{
    private const uint ConsoleIo = 18;
    private const int CommandLineInStartInfo = 24;
    private const int DataOffset = 0x4000;
    private const uint SchedOp = 29;
    private const int SchedOpShutdown = 2;

    private readonly Assembler _code = new(bitness: 32);
    private readonly List<byte> _data = [];
    private readonly List<(ulong Address, string Name)> _symbols = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("xenguest-tiny-").FullName;

    /// <summary>Writes a text to Xen's console, as it is.</summary>
    public TinyGuest Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _code.mov(edx, Place(bytes));
        _code.mov(ecx, bytes.Length);
        return WriteRegisters();
    }

    /// <summary>Writes the command line that Xen handed over, in the hvm_start_info at EBX.</summary>
    public TinyGuest WriteCommandLine()
    {
        Label next = _code.CreateLabel();
        Label end = _code.CreateLabel();
        _code.mov(edx, __dword_ptr[ebx + CommandLineInStartInfo]);
        _code.mov(ecx, 0);
        _code.Label(ref next);
        _code.cmp(__byte_ptr[edx + ecx], 0);
        _code.je(end);
        _code.inc(ecx);
        _code.jmp(next);
        _code.Label(ref end);
        return WriteRegisters();
    }

    /// <summary>Ends the guest by Xen (SCHEDOP_shutdown).</summary>
    /// <param name="reason">A SHUTDOWN_* of Xen's.</param>
    public TinyGuest ShutDown(int reason)
    {
        _code.mov(ecx, Place(BitConverter.GetBytes(reason)));
        _code.mov(ebx, SchedOpShutdown);
        _code.mov(eax, SchedOp);
        _code.vmmcall();
        return this;
    }

    /// <summary>Ends the guest as such guests do: this one by the machine, through QEMU's exit port.</summary>
    public virtual TinyGuest End()
    {
        _code.mov(edx, QemuCommand.ExitPort);
        _code.mov(eax, 0);
        _code.@out(dx, eax);
        return this;
    }

    /// <summary>Goes round for ever.</summary>
    public TinyGuest Hang()
    {
        Label here = _code.CreateLabel();
        _code.Label(ref here);
        _code.jmp(here);
        return this;
    }

    /// <summary>Stops its only vCPU with interrupts off, which to Xen is a shutdown.</summary>
    public TinyGuest Halt()
    {
        _code.cli();
        _code.hlt();
        return this;
    }

    /// <summary>Faults with no table of handlers.</summary>
    public TinyGuest TripleFault()
    {
        _code.mov(edx, Place(new byte[6]));
        _code.lidt(__fword_ptr[edx]);
        _code.ud2();
        return this;
    }

    /// <summary>Names an address in the symbol table.</summary>
    public TinyGuest Symbol(ulong address, string name)
    {
        _symbols.Add((address, name));
        return this;
    }

    /// <summary>The image, in a folder whose name has a space and a comma.</summary>
    public GuestImage Build()
    {
        using MemoryStream code = new();
        _code.Assemble(new StreamCodeWriter(code), ElfBuilder.CodeAddress);
        code.SetLength(DataOffset);
        code.Position = DataOffset;
        code.Write([.. _data]);
        ElfBuilder elf = new() { Code = code.ToArray() };
        foreach ((ulong address, string name) in _symbols)
        {
            elf.Symbol(address, 0x100, name);
        }

        string folder = Directory.CreateDirectory(Path.Combine(_folder, "a folder, with both")).FullName;
        string file = Path.Combine(folder, "tiny,guest.elf");
        File.WriteAllBytes(file, elf.Build());
        return GuestImage.Open(file);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Its code, for what another kind of guest does otherwise.</summary>
    protected Assembler Code => _code;

    /// <summary>Puts data into the image.</summary>
    /// <returns>Its address.</returns>
    protected uint Place(byte[] bytes)
    {
        uint address = (uint)ElfBuilder.CodeAddress + DataOffset + (uint)_data.Count;
        _data.AddRange(bytes);
        return address;
    }

    /// <summary>Writes ECX bytes at EDX, with start_info kept in EBX: console_io(CONSOLEIO_write).</summary>
    protected virtual TinyGuest WriteRegisters()
    {
        _code.mov(ebp, ebx);
        _code.mov(ebx, 0);
        _code.mov(eax, ConsoleIo);
        _code.vmmcall();
        _code.mov(ebx, ebp);
        return this;
    }
}
