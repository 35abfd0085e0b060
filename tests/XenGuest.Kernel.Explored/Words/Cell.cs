namespace XenGuest.Kernel.Explored;

/// <summary>Four bytes, or a reference, that threads of one run access.</summary>
/// <param name="id">Which one it is; the same in every run.</param>
/// <param name="isSilent">Whether nobody has to be asked before it is accessed.</param>
/// <param name="known">Who uses it, as runs before have shown.</param>
/// <param name="initial">What it holds at the start.</param>
internal sealed class Cell(ulong id, bool isSilent, Users known, ulong initial)
{
    private ulong _share;

    internal ulong Id { get; } = id;

    /// <summary>Who used it in this run.</summary>
    internal Users Users { get; private set; }

    /// <summary>Whether it matters if a thread's access comes before those of the others.</summary>
    internal bool IsContended(int thread, AccessKind kind) => !isSilent && known.Contend(thread, kind);

    internal void Note(int thread, AccessKind kind) => Users = Users.With(thread, kind);

    /// <summary>Sets what it holds.</summary>
    /// <returns>By how much the memory's share of the state changes: a word that is as at the start has none.</returns>
    internal ulong Change(ulong content)
    {
        ulong share = content == initial ? 0 : Hash.Of(Id, content);
        ulong change = share - _share;
        _share = share;
        return change;
    }
}
