using System;

namespace XenGuest.Testing;

/// <summary>Something that watches are told.</summary>
/// <param name="Path">What has changed.</param>
/// <param name="Reach">Whom it concerns.</param>
/// <param name="MayRead">Which domain may be told.</param>
internal readonly record struct ModelStoreChange(string Path, ModelStoreReach Reach, Func<ushort, bool> MayRead);
