using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Testing;

/// <summary>A test project of the checkout, built.</summary>
/// <param name="Name">Its name, which is that of its folder.</param>
internal sealed record TestProject(string Name)
{
    private const string Pattern = "*.Tests";
    private const int LinesOfComplaint = 8;

    private static readonly string[] s_bootingProjects = ["XenGuest.Boot.Tests", "XenGuest.Packages.Tests"];

    /// <summary>Whether its tests need QEMU.</summary>
    public bool NeedsEmulator => s_bootingProjects.Contains(Name);

    private string Folder => Path.Combine(Checkout.PathOf("tests"), Name);

    /// <summary>The test projects of the checkout, those that boot guests last.</summary>
    public static IReadOnlyList<TestProject> Find() =>
    [
        .. Directory.EnumerateDirectories(Checkout.PathOf("tests"), Pattern)
            .Select(static folder => new TestProject(Path.GetFileName(folder)))
            .Where(static project => File.Exists(Path.Combine(project.Folder, $"{project.Name}.csproj")))
            .OrderBy(static project => project.NeedsEmulator)
            .ThenBy(static project => project.Name, StringComparer.Ordinal),
    ];

    /// <summary>Runs its tests.</summary>
    /// <returns>A result for each test, and a failed one more where the test process did not finish.</returns>
    public async Task<IReadOnlyList<TestResult>> RunAsync(CancellationToken cancellation)
    {
        string results = Checkout.PathOf(Path.Combine("artifacts", "TestResults", Name));
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        Directory.CreateDirectory(results);
        string assembly = Path.Combine(Folder, "bin", "Release", "net10.0", $"{Name}.dll");
        ToolResult run = await Tool
            .RunAsync("dotnet", ["test", assembly, "--logger", "trx", "--results-directory", results], Checkout.Root, cancellation)
            .ConfigureAwait(false);
        List<TestResult> tests = [.. TestReport.ReadFolder(results)];
        bool isExplained = tests.Exists(static test => test.Outcome == TestOutcome.Failed);
        if ((!run.Succeeded && !isExplained) || tests.Count == 0)
        {
            tests.Add(new TestResult($"{Name} (all of it)", TestOutcome.Failed, $"The tests did not run to their end:\n{run.Complaint(LinesOfComplaint)}", null, null));
        }

        return tests;
    }
}
