using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Xunit;

namespace XenGuest.Hypercall.Tests.Subset;

public class SubsetTests
{
    public static TheoryData<string> Rules => [.. Enum.GetNames<SubsetRule>()];

    public static TheoryData<string> Core =>
        [.. Repository.CoreFolders.Where(folder => File.Exists(Path.Combine(Repository.Root, folder, $"XenGuest.{folder}.csproj")))];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_finds_every_violation_in_its_sample_and_nothing_else_there(string rule)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(typeof(SubsetSamples).Assembly.Location);
        TypeDefinition sample = Sample(module, rule);
        List<SubsetViolation> violations = [.. SubsetInspector.Inspect(sample)];

        Assert.NotEmpty(violations);
        Assert.All(violations, violation => Assert.Equal(Enum.Parse<SubsetRule>(rule), violation.Rule));
    }

    [Fact]
    public void Each_way_of_dividing_wide_numbers_is_found()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(typeof(SubsetSamples).Assembly.Location);
        TypeDefinition sample = Sample(module, nameof(SubsetRule.LongDivision));
        int methods = sample.Methods.Count(method => !method.IsConstructor);
        Assert.Equal(methods, SubsetInspector.Inspect(sample).Count());
    }

    [Fact]
    public void What_the_subset_allows_is_not_reported()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(typeof(SubsetSamples).Assembly.Location);
        Assert.Empty(SubsetInspector.Inspect(Sample(module, "Allowed")));
    }

    [Theory]
    [MemberData(nameof(Core))]
    public void The_core_keeps_to_the_subset_in_its_portable_build(string folder)
    {
        string file = Repository.PortableBuild(folder);
        using DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(Path.GetDirectoryName(file));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using ModuleDefinition module = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });
        Assert.Empty(SubsetInspector.Inspect(module));
    }

    private static TypeDefinition Sample(ModuleDefinition module, string name) =>
        module.GetType(typeof(SubsetSamples).FullName).NestedTypes.Single(type => type.Name == name);
}
