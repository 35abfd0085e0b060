namespace XenGuest.Testing;

/// <summary>A watch of a domain.</summary>
/// <param name="Path">What is watched, in full.</param>
/// <param name="Token">What the domain calls it.</param>
/// <param name="Home">The path and slash that its events leave out; empty of an absolute one.</param>
internal sealed record ModelStoreWatch(string Path, string Token, string Home)
{
    internal bool Concerns(ModelStoreChange change) =>
        change.Path == Path
        || (change.Reach == ModelStoreReach.Above
            && change.Path.StartsWith(Path == "/" ? Path : Path + "/", System.StringComparison.Ordinal));
}
