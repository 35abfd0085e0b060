namespace XenGuest.Machine.Memory;

/// <summary>Fills and moves bytes.</summary>
internal static unsafe class RawMemory
{
    internal static void Fill(byte* destination, byte value, nuint count)
    {
        for (nuint i = 0; i < count; i++)
        {
            destination[i] = value;
        }
    }

    /// <summary>Zeroes whole 64-byte blocks.</summary>
    internal static void Zero(ulong* destination, nuint bytes)
    {
        for (ulong* end = destination + (bytes / 8); destination < end; destination += 8)
        {
            destination[0] = 0;
            destination[1] = 0;
            destination[2] = 0;
            destination[3] = 0;
            destination[4] = 0;
            destination[5] = 0;
            destination[6] = 0;
            destination[7] = 0;
        }
    }

    internal static void Move(byte* destination, byte* source, nuint count)
    {
        if (destination < source)
        {
            nuint i = 0;
            for (; i + 8 <= count; i += 8)
            {
                *(ulong*)(destination + i) = *(ulong*)(source + i);
            }

            for (; i < count; i++)
            {
                destination[i] = source[i];
            }
        }
        else
        {
            for (nuint i = count; i > 0; i--)
            {
                destination[i - 1] = source[i - 1];
            }
        }
    }
}
