namespace XenGuest.Channel;

/// <summary>A message, as it lies in the ring.</summary>
internal unsafe struct EchoRequest
{
    internal const int TextSize = 48;

    internal ulong Number;
    internal ulong Sum;
    internal fixed byte Text[TextSize];

    /// <summary>Fills in a message: each has a text of its own.</summary>
    internal static EchoRequest Make(ulong number)
    {
        EchoRequest request = new() { Number = number };
        for (int i = 0; i < TextSize; i++)
        {
            request.Text[i] = (byte)((number * 31) + ((ulong)i * 7));
        }

        request.Sum = request.Compute();
        return request;
    }

    /// <summary>The checksum of number and text: FNV-1a.</summary>
    internal ulong Compute()
    {
        const ulong Basis = 0xCBF2_9CE4_8422_2325;
        const ulong Prime = 0x100_0000_01B3;
        ulong sum = (Basis ^ Number) * Prime;
        for (int i = 0; i < TextSize; i++)
        {
            sum = (sum ^ Text[i]) * Prime;
        }

        return sum;
    }
}
