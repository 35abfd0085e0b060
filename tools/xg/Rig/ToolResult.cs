using System;
using System.Linq;

namespace XenGuest.Xg.Rig;

/// <summary>How a program ended and what it wrote.</summary>
internal readonly record struct ToolResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last lines it wrote, its errors first: what a person needs to see of a failure.</summary>
    public string Complaint(int lines)
    {
        string text = string.IsNullOrWhiteSpace(Error) ? Output : Error;
        return string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(lines));
    }
}
