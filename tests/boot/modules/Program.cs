using System;
using System.Globalization;
using System.IO;
using XenGuest;
using XenGuest.BootGuests;

// What the loader has put beside the image is read as a stream. The command line: the first module's FNV-1a hash of 64 bits, in hex.
GuestDomain domain = GuestEntry.Start();
if (domain.Machine.Modules.Count == 0)
{
    Verdict.Skip("modules", "there are none");
    return 0;
}

foreach (BootModule module in domain.Machine.Modules)
{
    using Stream content = module.OpenRead();
    Console.WriteLine($"module of {module.Length} bytes, words '{module.Words}', hash {Hash(content):x}");
    Check.Equal("its stream ends where it ends", module.Length, content.Position);
    Check.That("it cannot be written", !content.CanWrite);
}

using Stream first = domain.Machine.Modules[0].OpenRead();
Check.Equal("the first is the one that was sent", ulong.Parse(args[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), Hash(first));
Check.That("ACPI's root is known", domain.Machine.AcpiRootAddress != 0, $"0x{domain.Machine.AcpiRootAddress:x}");
return Check.Verdict("modules");

static ulong Hash(Stream content)
{
    ulong hash = 0xCBF2_9CE4_8422_2325;
    byte[] buffer = new byte[4096];
    for (int count = content.Read(buffer); count != 0; count = content.Read(buffer))
    {
        foreach (byte value in buffer.AsSpan(0, count))
        {
            hash = (hash ^ value) * 0x100_0000_01B3;
        }
    }

    return hash;
}
