using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Dom0;

/// <summary>Starts a program as a child, leader of a session and a group of its own, with no signal blocked or ignored.</summary>
internal static unsafe class SpawnedProgram
{
    // musl's posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t have 336, 80 and 128 bytes.
    private const int AttributesSize = 336;
    private const int FileActionsSize = 80;
    private const int SignalSetSize = 128;

    private const short SetDefaultSignals = 4;
    private const short SetBlockedSignals = 8;
    private const short NewSession = 128;

    private static readonly string[] s_environment = [$"PATH={Dom0Layout.SearchPath}", "HOME=/", "TERM=dumb", "LANG=C"];

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its file, or its name in a folder of PATH.</param>
    /// <param name="arguments">Its arguments, without its name.</param>
    /// <param name="descriptors">What it gets as its descriptors 0, 1 and so on.</param>
    /// <returns>Its process id.</returns>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    /// <exception cref="Win32Exception">Linux refuses to run it.</exception>
    public static int Start(string program, IEnumerable<string> arguments, params ReadOnlySpan<int> descriptors)
    {
        string file = Find(program) ?? throw new FileNotFoundException($"there is no program {program}");
        byte* attributes = stackalloc byte[AttributesSize];
        byte* actions = stackalloc byte[FileActionsSize];
        Linux.InitFileActions(actions);
        byte** argumentArray = Texts([program, .. arguments]);
        byte** environment = Texts(s_environment);
        byte* path = (byte*)Marshal.StringToCoTaskMemUTF8(file);
        try
        {
            SetAttributes(attributes);
            for (int index = 0; index < descriptors.Length; index++)
            {
                Linux.AddDuplicate(actions, descriptors[index], index);
            }

            int process;
            int error = Linux.Spawn(&process, path, actions, attributes, argumentArray, environment);
            return error == 0 ? process : throw new Win32Exception(error);
        }
        finally
        {
            Linux.DestroyFileActions(actions);
            Free(argumentArray);
            Free(environment);
            Marshal.FreeCoTaskMem((nint)path);
        }
    }

    private static string? Find(string program) =>
        program.Contains('/')
            ? File.Exists(program) ? program : null
            : Dom0Layout.SearchPath.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static void SetAttributes(byte* attributes)
    {
        byte* signals = stackalloc byte[SignalSetSize];
        Linux.InitAttributes(attributes);
        Linux.SetFlags(attributes, SetDefaultSignals | SetBlockedSignals | NewSession);
        Linux.FillSet(signals);
        Linux.SetDefaultSignals(attributes, signals);
        Linux.EmptySet(signals);
        Linux.SetBlockedSignals(attributes, signals);
    }

    private static byte** Texts(string[] texts)
    {
        byte** array = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Length + 1), (nuint)sizeof(byte*));
        for (int index = 0; index < texts.Length; index++)
        {
            array[index] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[index]);
        }

        return array;
    }

    private static void Free(byte** texts)
    {
        for (byte** text = texts; *text is not null; text++)
        {
            Marshal.FreeCoTaskMem((nint)(*text));
        }

        NativeMemory.Free(texts);
    }
}
