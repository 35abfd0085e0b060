namespace XenGuest;

/// <summary>Stands in for .NET's: when it is disposed, the callback neither runs nor will run.</summary>
/// <param name="source">Where it is registered.</param>
internal readonly struct CancellationTokenRegistration(CancellationSource? source)
{
    internal void Dispose() => source?.Unregister();
}
