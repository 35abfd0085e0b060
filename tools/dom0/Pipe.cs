using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace XenGuest.Dom0;

/// <summary>A pipe whose ends no other program gets unless it is given one.</summary>
internal sealed class Pipe
{
    /// <exception cref="Win32Exception">Linux has none left.</exception>
    public unsafe Pipe()
    {
        int* ends = stackalloc int[2];
        if (Linux.Pipe(ends, Linux.CloseOnExec) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        ReadEnd = new SafeFileHandle(ends[0], ownsHandle: true);
        WriteEnd = new SafeFileHandle(ends[1], ownsHandle: true);
    }

    public SafeFileHandle ReadEnd { get; }

    public SafeFileHandle WriteEnd { get; }
}
