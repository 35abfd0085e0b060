using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using XenGuest.Conformance.Seeds;
using XenGuest.Testing;
using Xunit;

namespace XenGuest.Conformance.Tests.Seeds;

/// <summary>SEEDS.md says what the cases do, and the model does what it says.</summary>
public class SeedsTests
{
    [Fact]
    public void Every_case_has_its_row_and_every_row_its_case()
    {
        if (SeedsTable.IsRefreshed)
        {
            return;
        }

        Assert.Equal(SeedsTable.AllCases, SeedsTable.Read().Cases);
    }

    [Theory]
    [InlineData("model 4.17", XenRelease.Xen417)]
    [InlineData("model 4.20", XenRelease.Xen420)]
    [InlineData("model 4.21", XenRelease.Xen421)]
    public void The_model_answers_as_the_table_says(string column, XenRelease release)
    {
        using ModelTarget target = new(release);
        List<string> answers =
        [
            .. SeedCases.All.Select(one => CaseRun.Play(one, target)),
            .. DomainCases.All.Select(one => one.PlayOn(release)),
        ];
        SeedsTable table = SeedsTable.Read();
        if (SeedsTable.IsRefreshed)
        {
            table.Write(column, SeedsTable.AllCases.Zip(answers));
            return;
        }

        IReadOnlyDictionary<int, string> expected = table.Column(column);
        Assert.Equal(expected.OrderBy(static row => row.Key).Select(Line), answers.Select(static (answer, index) => Line(KeyValuePair.Create(index + 1, answer))));
    }

    [Fact]
    public void The_model_answers_as_Xen_of_the_same_release()
    {
        if (SeedsTable.IsRefreshed)
        {
            return;
        }

        SeedsTable table = SeedsTable.Read();
        foreach (string release in (string[])["4.17", "4.20"])
        {
            IReadOnlyDictionary<int, string> model = table.Column($"model {release}");
            IReadOnlyDictionary<int, string> xen = table.Column($"Xen {release}");
            foreach (SeedCase one in SeedCases.All)
            {
                Assert.Equal($"{one.Number}: {xen[one.Number]}", $"{one.Number}: {model[one.Number]}");
            }

            // No Xen of the rig has a second domain.
            Assert.All(DomainCases.All, one => Assert.Equal(SeedsTable.NotPlayed, xen[one.Number]));
        }
    }

    private static string Line(KeyValuePair<int, string> row) => $"{row.Key.ToString(CultureInfo.InvariantCulture)}: {row.Value}";
}
