using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Xunit;
using XenGuest.Xg.Testing;

namespace XenGuest.Xg.Tests;

public class TestReportTests
{
    [Fact]
    public void Each_result_is_read_with_what_explains_it()
    {
        const string Report = """
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
                <UnitTestResult testName="a" outcome="Passed"><Output><StdOut>seed 7</StdOut></Output></UnitTestResult>
                <UnitTestResult testName="b" outcome="Failed"><Output><ErrorInfo><Message>no</Message><StackTrace>there</StackTrace></ErrorInfo></Output></UnitTestResult>
                <UnitTestResult testName="c" outcome="NotExecuted" />
                <UnitTestResult testName="d" outcome="Aborted" />
              </Results>
            </TestRun>
            """;

        List<TestResult> results = [.. TestReport.Read(XDocument.Parse(Report))];

        Assert.Equal([TestOutcome.Passed, TestOutcome.Failed, TestOutcome.Skipped, TestOutcome.Failed], results.Select(result => result.Outcome));
        Assert.Equal("seed 7", results[0].Output);
        Assert.Equal(new TestResult("b", TestOutcome.Failed, "no", "there", null), results[1]);
    }
}
