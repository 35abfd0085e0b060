using System;

namespace XenGuest.Kernel.Tests.Properties;

/// <summary>What a random list does to one of some channels. Any number stands for one.</summary>
public readonly struct Operation(int number)
{
    public const int ChannelCount = 12;

    private static readonly int s_kinds = Enum.GetValues<OperationKind>().Length;

    public static int Count => s_kinds * ChannelCount;

    public OperationKind Kind => (OperationKind)((uint)number / ChannelCount % s_kinds);

    public int Channel => (int)((uint)number % ChannelCount);
}
