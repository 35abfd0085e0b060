namespace XenGuest.Kernel.Explored;

/// <summary>Which threads load a word and which write it, a bit each.</summary>
internal readonly record struct Users(uint Readers, uint Writers)
{
    /// <summary>Whether it matters if a thread's access comes before those of the others.</summary>
    internal bool Contend(int thread, AccessKind kind)
    {
        uint others = kind == AccessKind.Load ? Writers : Readers | Writers;
        return (others & ~(1u << thread)) != 0;
    }

    /// <summary>Whether one writes it that is not the only one to use it.</summary>
    internal bool IsContended => Writers != 0 && !System.Numerics.BitOperations.IsPow2(Readers | Writers);

    internal Users With(int thread, AccessKind kind)
    {
        uint bit = 1u << thread;
        return kind == AccessKind.Load ? this with { Readers = Readers | bit } : this with { Writers = Writers | bit };
    }

    internal Users With(Users others) => new(Readers | others.Readers, Writers | others.Writers);
}
