using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using Iced.Intel;
using XenGuest.Hypercall.Tests.Emission;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Hypercall.Tests;

/// <summary>
/// The netstandard2.1 build, whose hypercalls travel in a frame. A stand-in for the trampoline, in 64-bit code, keeps
/// the frame's six words.
/// </summary>
public sealed unsafe class FrameTrampolineTests : IDisposable
{
    private const int Words = 6;
    private const int RecordOffset = 0x800;

    private readonly LowMemory _memory = new(0x1000);
    private readonly AssemblyLoadContext _portable = new("portable", isCollectible: true);
    private readonly object _xen;

    public FrameTrampolineTests()
    {
        WriteTrampoline(-17);
        Type type = _portable.LoadFromAssemblyPath(Repository.PortableBuild("Hypercall")).GetType(typeof(XenHypervisor).FullName!)!;
        _xen = Assert.Single(type.GetConstructors()).Invoke([Pointer.Box(_memory.Start, typeof(void*))]);
    }

    public void Dispose()
    {
        _memory.Dispose();
        _portable.Unload();
    }

    [Fact]
    public void The_frame_holds_number_command_and_argument()
    {
        Call("EventChannelOp", 4u, Address(0x1234_5678));
        Assert.Equal([32, 4, 0x1234_5678, 0, 0, 0], Frame);
    }

    [Fact]
    public void The_frame_holds_all_that_a_vcpu_operation_says()
    {
        Type vcpu = _xen.GetType().Assembly.GetType(typeof(VcpuId).FullName!)!;
        Call("VcpuOp", 10u, Activator.CreateInstance(vcpu, 3u)!, Address(0x5000));
        Assert.Equal([24, 10, 3, 0x5000, 0, 0], Frame);
    }

    [Fact]
    public void Waiting_calls_use_the_frame_as_well()
    {
        Call("SchedOp", 3u, Address(0x5000));
        Assert.Equal([29, 3, 0x5000, 0, 0, 0], Frame);
        Call("GrantTableOp", 5u, Address(0x5000), 100u);
        Assert.Equal([20, 5, 0x5000, 100, 0, 0], Frame);
    }

    [Fact]
    public void The_32_bit_result_is_a_signed_number() => Assert.Equal(-17, Call("EventChannelOp", 4u, Address(0)));

    private uint[] Frame => new ReadOnlySpan<uint>(_memory.Start + RecordOffset, Words).ToArray();

    private static object Address(ulong value) => Pointer.Box((void*)value, typeof(void*));

    // Enumerations of the other build are passed by their numbers.
    private nint Call(string method, params object[] arguments)
    {
        MethodInfo target = _xen.GetType().GetMethod(method)!;
        arguments[0] = Enum.ToObject(target.GetParameters()[0].ParameterType, arguments[0]);
        object result = target.Invoke(_xen, arguments)!;
        return (nint)result.GetType().GetProperty(nameof(HypercallResult.Raw))!.GetValue(result)!;
    }

    private void WriteTrampoline(int answer)
    {
        Assembler assembler = new(64);
        long record = (long)(_memory.Start + RecordOffset);
        for (int word = 0; word < Words; word++)
        {
            assembler.mov(eax, __dword_ptr[rdi + (word * sizeof(uint))]);
            assembler.mov(__dword_ptr[record + (word * sizeof(uint))], eax);
        }

        assembler.mov(eax, answer);
        assembler.ret();
        using MemoryStream stream = new();
        assembler.Assemble(new StreamCodeWriter(stream), (ulong)_memory.Start);
        _memory.Write(0, stream.ToArray());
    }
}
