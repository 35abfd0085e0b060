namespace XenGuest.Kernel.Explored;

/// <summary>Folds what a state consists of into one number; 64 bits, so that two states hardly ever have the same.</summary>
internal static class Hash
{
    internal static ulong Of(ulong first, ulong second)
    {
        ulong mixed = (first ^ (second * 0x9E3779B97F4A7C15)) + 0xD1B54A32D192ED03;
        mixed = (mixed ^ (mixed >> 32)) * 0xDABA0B6EB09322E3;
        mixed = (mixed ^ (mixed >> 29)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 32);
    }

    internal static ulong Of(params System.ReadOnlySpan<int> values)
    {
        ulong hash = (ulong)values.Length;
        foreach (int value in values)
        {
            hash = Of(hash, (ulong)(uint)value);
        }

        return hash;
    }
}
