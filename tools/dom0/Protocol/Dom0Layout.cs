namespace XenGuest.Dom0.Protocol;

/// <summary>Names and places in dom0 that its image, its first program and the host agree on.</summary>
internal static class Dom0Layout
{
    /// <summary>The name of the virtio serial port that the messages go through.</summary>
    public const string PortName = "xg";

    /// <summary>The tag of the folder that the host shares.</summary>
    public const string ShareTag = "share";

    /// <summary>Where that folder is in dom0.</summary>
    public const string ShareFolder = "/share";

    /// <summary>The folder in the share for logs: <c>/var/log/xen</c> is a link to it.</summary>
    public const string LogFolder = "log";

    /// <summary>The folder in it where xenconsoled writes each guest's console, in <c>guest-NAME.log</c>.</summary>
    public const string ConsoleFolder = "console";

    /// <summary>The kernel modules in the image, one file a line, in the order in which they are loaded.</summary>
    public const string ModuleList = "/lib/modules/list";

    /// <summary>Where Debian puts Xen's tools.</summary>
    public const string ToolFolder = "/usr/lib/xen-4.17/bin";

    /// <summary>Where programs are looked for.</summary>
    public const string SearchPath = ToolFolder + ":/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>How a line of the first program begins that goes to dom0's console because nothing else is there yet.</summary>
    public const string ConsolePrefix = "xg-dom0: ";
}
