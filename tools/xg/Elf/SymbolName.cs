using System.Text.RegularExpressions;

namespace XenGuest.Xg.Elf;

/// <summary>Makes the symbol names of NativeAOT readable.</summary>
internal static partial class SymbolName
{
    /// <summary>Writes <c>Assembly_Namespace_Type__Method</c>; async methods and lambdas by the name that their author gave them.</summary>
    /// <remarks>NativeAOT writes '_' for every character that no symbol may have, so dots cannot be told from underscores of the source:
    /// only what is certain is turned back.</remarks>
    public static string Demangle(string symbol)
    {
        string name = symbol.Replace("S_P_CoreLib_", string.Empty, System.StringComparison.Ordinal);
        name = AsyncMethod().Replace(name, "__$1 (async)");
        return Lambda().Replace(name, "__$1 (lambda)");
    }

    [GeneratedRegex(@"__([A-Za-z0-9]+)_d__[0-9_]+__MoveNext$")]
    private static partial Regex AsyncMethod();

    [GeneratedRegex(@"___c(?:__DisplayClass[0-9]+_[0-9]+)?_{3,}([A-Za-z0-9]+)_+b__[0-9_]+?(?:_d__MoveNext)?$")]
    private static partial Regex Lambda();
}
