using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Abi.Tests;

/// <summary>What the C# says about the ABI: every structure, field and constant that carries a C name.</summary>
internal static class AbiMirror
{
    private const BindingFlags InstanceFields = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    public static IReadOnlyList<Type> Structures { get; } =
        [.. Types.Where(type => type.GetCustomAttributes<XenAbiAttribute>().Any())];

    /// <summary>The types of the ABI, and XenErrno of the seam, in the order of their names.</summary>
    public static IEnumerable<Type> Types
        => typeof(XenAbiAttribute).Assembly.GetTypes()
            .Where(type => type.IsPublic
                && (type.Namespace == typeof(XenAbiAttribute).Namespace || type.IsDefined(typeof(XenConstantsAttribute))))
            .OrderBy(type => type.Name, StringComparer.Ordinal);

    /// <summary>The facts that the headers of Xen 4.17 hold for guests of a width.</summary>
    public static IEnumerable<AbiRow> Rows(int width)
        => AllRows(width).Where(row => row.Origin is null && (row.Width == 0 || row.Width == width));

    /// <summary>The facts that come from elsewhere; no structure does, and none depends on the width.</summary>
    public static IEnumerable<AbiRow> RowsFromElsewhere() => AllRows(64).Where(row => row.Origin is not null);

    /// <summary>The C structures of a width and how many of their members have fields here; arrays and unions are left out.</summary>
    public static IEnumerable<(string Header, string CType, int MemberCount)> Members(int width)
        => from type in Structures
           from abi in type.GetCustomAttributes<XenAbiAttribute>()
           let members = Fields(type).Select(field => field.GetCustomAttribute<XenFieldAttribute>()?.Name.Split('.', '[')[0])
           let c = CType(abi.Name)
           where c.StartsWith("struct ", StringComparison.Ordinal) && (abi.Width == 0 || abi.Width == width)
           select (abi.Header, c, members.OfType<string>().Distinct().Count());

    public static string CType(string name)
        => name.Contains(' ') || name.Contains('(') || name.EndsWith("_t", StringComparison.Ordinal) ? name : $"struct {name}";

    public static IEnumerable<FieldInfo> Fields(Type structure) => structure.GetFields(InstanceFields);

    private static IEnumerable<AbiRow> AllRows(int width)
        => Structures.SelectMany(type => StructureRows(type, width))
            .Concat(Types.SelectMany(ConstantRows))
            .OrderBy(row => row.Header, StringComparer.Ordinal);

    private static IEnumerable<AbiRow> StructureRows(Type type, int width)
    {
        foreach (XenAbiAttribute abi in type.GetCustomAttributes<XenAbiAttribute>())
        {
            Type word = width == 64 ? typeof(ulong) : typeof(uint);
            MeasuredStructure measured = MeasuredStructure.Of(type.IsGenericType ? type.MakeGenericType(word) : type);
            string c = CType(abi.Name);
            yield return new AbiRow(abi.Header, $"sizeof {c}", [$"sizeof({c})"], [measured.Size], abi.Width, Origin: null);
            foreach (FieldInfo field in Fields(type))
            {
                if (field.GetCustomAttribute<XenFieldAttribute>() is XenFieldAttribute member)
                {
                    yield return new AbiRow(
                        abi.Header,
                        $"{c}.{member.Name}",
                        [$"offsetof({c}, {member.Name})", $"sizeof((({c} *)0)->{member.Name})"],
                        [measured.OffsetOf(field.Name), measured.SizeOf(field.Name)],
                        abi.Width,
                        Origin: null);
                }
            }
        }
    }

    private static IEnumerable<AbiRow> ConstantRows(Type type)
    {
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral))
        {
            if (field.GetCustomAttribute<XenConstantAttribute>() is XenConstantAttribute constant)
            {
                string header = type.GetCustomAttribute<XenConstantsAttribute>()?.Header
                    ?? throw new InvalidOperationException($"{type} has Xen's constants but does not name their header.");
                yield return new AbiRow(
                    header,
                    constant.Name,
                    [constant.Name],
                    [Value(field.GetRawConstantValue()!)],
                    constant.Width,
                    constant.Origin);
            }
        }
    }

    private static long Value(object constant)
        => constant is ulong large ? unchecked((long)large) : Convert.ToInt64(constant, CultureInfo.InvariantCulture);
}
