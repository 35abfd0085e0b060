using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace XenGuest.Abi.Tests;

/// <summary>Xen's public headers, asked by compiling them: no program is run, so no 32-bit C library is needed.</summary>
/// <remarks>
/// Every answer is an element of one constant array in a section of its own. gcc folds it, objcopy takes the section
/// out of the object file, and its bytes are the answers.
/// </remarks>
/// <param name="folder">The folder of the public headers.</param>
internal sealed class XenHeaders(string folder)
{
    private const string RingHeader = "io/ring.h";
    private const string Install = "install them with: apt-get install -y gcc binutils libxen-dev";

    /// <summary>The headers that Debian's libxen-dev installs.</summary>
    public static XenHeaders Installed { get; } = new("/usr/include/xen");

    /// <summary>Evaluates the expressions of rows for guests of a width.</summary>
    /// <returns>The golden text of each row, in order.</returns>
    public IReadOnlyList<string> Evaluate(IReadOnlyList<AbiRow> rows, int width)
    {
        StringBuilder source = new();
        source.Append(Includes(rows.Select(row => row.Header)));
        source.AppendLine("const long long answers[] __attribute__((section(\".abi\"), used)) = {");
        foreach (string expression in rows.SelectMany(row => row.Expressions))
        {
            source.AppendLine($"    (long long)({expression}),");
        }

        source.AppendLine("};");
        long[] answers = Compile(source.ToString(), width);
        Assert.Equal(rows.Sum(row => row.Expressions.Count), answers.Length);

        List<string> texts = [];
        int next = 0;
        foreach (AbiRow row in rows)
        {
            texts.Add(AbiRow.Format(answers[next..(next + row.Expressions.Count)]));
            next += row.Expressions.Count;
        }

        return texts;
    }

    /// <summary>The names of the macros that headers define, macros with arguments left out.</summary>
    public IReadOnlyList<string> Macros(IEnumerable<string> headers)
        => [.. Run("gcc", Includes(headers), "-m64", "-D__XEN_TOOLS__", "-ffreestanding", "-E", "-dM", "-x", "c", "-")
            .Split('\n')
            .Where(line => line.StartsWith("#define ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1])
            .Where(name => !name.Contains('('))
            .Order(StringComparer.Ordinal)];

    /// <summary>Compiles an initialiser of so many members for each structure; gcc names the members that it lacks.</summary>
    /// <returns>What gcc says about initialisers that are too short: nothing if none is.</returns>
    public IReadOnlyList<string> MissingMembers(IReadOnlyList<(string Header, string CType, int MemberCount)> structures, int width)
    {
        StringBuilder source = new(Includes(structures.Select(structure => structure.Header)));
        foreach ((int index, (string _, string type, int count)) in structures.Index())
        {
            source.AppendLine($"{type} probe{index} = {{ {string.Join(", ", Enumerable.Repeat("{0}", count))} }};");
        }

        string messages = Invoke(
            "gcc", source.ToString(), $"-m{width}", "-D__XEN_TOOLS__", "-ffreestanding", "-Wmissing-field-initializers",
            "-fsyntax-only", "-x", "c", "-").Errors;
        return [.. messages.Split('\n').Where(line => line.Contains("missing initializer", StringComparison.Ordinal))];
    }

    public string Read(string header) => File.ReadAllText(Path.Combine(RequireFolder(), header));

    /// <remarks>
    /// <c>__XEN_TOOLS__</c> chooses the latest interface and shows what the headers keep from guests that name none.
    /// event_channel.h comes first and with <c>__XEN__</c>, which it needs to show EVTCHNOP_reset_cont.
    /// </remarks>
    private string Includes(IEnumerable<string> headers)
    {
        StringBuilder source = new();
        source.AppendLine("#include <stddef.h>").AppendLine("#include <stdint.h>");
        source.AppendLine($"#include \"{RequireFolder()}/xen.h\"");
        source.AppendLine("#define __XEN__").AppendLine($"#include \"{folder}/event_channel.h\"").AppendLine("#undef __XEN__");
        foreach (string header in headers.Distinct())
        {
            source.AppendLine($"#include \"{folder}/{header}\"");
            if (header == RingHeader)
            {
                // It defines no ring, but a macro that does.
                source.AppendLine("DEFINE_RING_TYPES(probe, uint64_t, uint64_t);");
            }
        }

        return source.ToString();
    }

    private string RequireFolder()
    {
        Assert.True(Directory.Exists(folder), $"Xen's public headers are not at {folder}; {Install}");
        return folder;
    }

    private static long[] Compile(string source, int width)
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("xenguest-abi-");
        try
        {
            string objectFile = Path.Combine(scratch.FullName, "probe.o");
            string answerFile = Path.Combine(scratch.FullName, "answers");
            Run("gcc", source, $"-m{width}", "-D__XEN_TOOLS__", "-ffreestanding", "-x", "c", "-c", "-o", objectFile, "-");
            Run("objcopy", "", "-O", "binary", "--only-section=.abi", objectFile, answerFile);
            byte[] bytes = File.ReadAllBytes(answerFile);
            return [.. Enumerable.Range(0, bytes.Length / 8)
                .Select(index => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(index * 8)))];
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string Run(string program, string input, params string[] arguments)
        => Invoke(program, input, arguments).Output;

    private static (string Output, string Errors) Invoke(string program, string input, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Fail($"{program} is not installed; {Install}");
        }

        using (process)
        {
            System.Threading.Tasks.Task<string> errors = process!.StandardError.ReadToEndAsync();
            System.Threading.Tasks.Task<string> output = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}:\n{errors.Result}");
            return (output.Result, errors.Result);
        }
    }
}
