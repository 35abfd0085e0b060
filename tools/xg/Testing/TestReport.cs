using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace XenGuest.Xg.Testing;

/// <summary>Reads the result files (.trx) of the test platform.</summary>
internal static class TestReport
{
    private static readonly XNamespace s_schema = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Reads every result file in a folder.</summary>
    /// <returns>The results; empty where there is no whole file.</returns>
    public static IReadOnlyList<TestResult> ReadFolder(string folder)
    {
        List<TestResult> results = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.trx"))
        {
            try
            {
                results.AddRange(Read(XDocument.Load(file)));
            }
            catch (XmlException)
            {
                // The test process died while it wrote: what is missing is reported by its exit code.
            }
        }

        return results;
    }

    /// <summary>Reads one result file.</summary>
    public static IEnumerable<TestResult> Read(XDocument document) => document.Descendants(s_schema + "UnitTestResult").Select(static result =>
    {
        XElement? output = result.Element(s_schema + "Output");
        XElement? error = output?.Element(s_schema + "ErrorInfo");
        return new TestResult(
            (string?)result.Attribute("testName") ?? "a test without a name",
            Outcome((string?)result.Attribute("outcome")),
            (string?)error?.Element(s_schema + "Message"),
            (string?)error?.Element(s_schema + "StackTrace"),
            (string?)output?.Element(s_schema + "StdOut"));
    });

    private static TestOutcome Outcome(string? outcome) => outcome switch
    {
        "Passed" => TestOutcome.Passed,
        "NotExecuted" => TestOutcome.Skipped,
        _ => TestOutcome.Failed,
    };
}
