using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Abi.Tests;

public class LayoutTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(32)]
    public void Every_structure_field_and_constant_is_as_its_golden_row_says(int width)
        => AssertGolden(GoldenLayout.OfWidth(width), AbiMirror.Rows(width));

    /// <remarks>
    /// These names are not in the headers of Xen 4.17 that libxen-dev installs. Each row of their golden file names its
    /// source: newer headers of xen.git, or another guest's.
    /// </remarks>
    [Fact]
    public void Every_constant_that_4_17_lacks_is_as_the_row_from_its_named_source_says()
        => AssertGolden(GoldenLayout.FromElsewhere(), AbiMirror.RowsFromElsewhere());

    [Theory]
    [InlineData(64)]
    [InlineData(32)]
    public void Every_golden_row_has_its_counterpart_in_csharp(int width)
    {
        HashSet<string> keys = [.. AbiMirror.Rows(width).Select(row => row.Key)];
        Assert.DoesNotContain(GoldenLayout.OfWidth(width).Keys, key => !keys.Contains(key));
    }

    [Fact]
    public void No_structure_of_the_abi_goes_without_its_C_name()
    {
        // The entry of a BIOS memory map is no type of Xen's, and the layout of the shared page is arithmetic.
        Type[] own = [typeof(E820Entry), typeof(SharedInfoLayout)];
        Assert.Empty(AbiMirror.Types.Where(type => type.IsValueType && !type.IsEnum).Except(AbiMirror.Structures).Except(own));
    }

    [Fact]
    public void No_field_but_padding_goes_without_its_C_name()
    {
        // A C array or number has no member to name: the one field of its mirror is the whole type.
        IEnumerable<FieldInfo> nameless = AbiMirror.Structures
            .Where(type => AbiMirror.Fields(type).Count() > 1)
            .SelectMany(AbiMirror.Fields)
            .Where(field => field.GetCustomAttribute<XenFieldAttribute>() is null);
        Assert.DoesNotContain(nameless, field => !field.Name.StartsWith("Padding", StringComparison.Ordinal));
    }

    [Fact]
    public void No_member_of_an_enumeration_of_Xen_but_none_goes_without_its_C_name()
    {
        IEnumerable<FieldInfo> nameless = AbiMirror.Types
            .Where(type => type.IsEnum && type.GetCustomAttribute<XenConstantsAttribute>() is not null)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.GetCustomAttribute<XenConstantAttribute>() is null);
        Assert.DoesNotContain(nameless, field => field.Name != "None");
    }

    [Fact]
    public void A_memory_map_entry_has_the_20_bytes_of_the_BIOS_call()
    {
        MeasuredStructure entry = MeasuredStructure.Of(typeof(E820Entry));
        Assert.Equal(20, entry.Size);
        Assert.Equal(16, entry.OffsetOf(nameof(E820Entry.Type)));

        E820Entry range = new() { AddressLow = 0x2000, AddressHigh = 1, SizeLow = 0x3000, SizeHigh = 2 };
        Assert.Equal(0x1_0000_2000ul, range.Address);
        Assert.Equal(0x2_0000_3000ul, range.Size);
    }

    private static void AssertGolden(IReadOnlyDictionary<string, string> golden, IEnumerable<AbiRow> rows)
    {
        List<string> differences = [.. rows
            .Where(row => !golden.TryGetValue(row.Key, out string? text) || text != row.Text)
            .Select(row => $"{row.Key}: C# {row.Text}, golden {golden.GetValueOrDefault(row.Key, "has no row")}")];
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
