using System;
using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Hypercall.Tests.Operations;

/// <summary>Asserts on the one hypercall that an operation made.</summary>
internal static class SentHypercall
{
    public static void AssertSent<TCommand>(this RecordingHypervisor xen, HypercallNumber number, TCommand command, string argument)
        where TCommand : struct, Enum
    {
        Assert.Equal(number, xen.Single.Number);
        Assert.Equal(command, (TCommand)Enum.ToObject(typeof(TCommand), xen.Single.Command));
        Assert.Equal(argument, Convert.ToHexString(xen.Single.Argument));
    }

    public static byte[] Bytes(string hexadecimal) => Convert.FromHexString(hexadecimal);
}
