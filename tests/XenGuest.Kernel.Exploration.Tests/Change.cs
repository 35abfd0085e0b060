namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>A change of a source.</summary>
/// <param name="File">The end of the path of the file that it is made in.</param>
/// <param name="Right">What stands there, once.</param>
/// <param name="Wrong">What would stand there.</param>
public sealed record Change(string File, string Right, string Wrong);
