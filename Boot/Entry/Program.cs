using System;
using System.IO;
using XenGuest.Entry;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: XenGuest.Entry OUTPUT.o");
    return 2;
}

using FileStream output = File.Create(args[0]);
EntryObject.Build().Write(output);
return 0;
