using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using XenGuest.Hypercall.Abi;
using Xunit;

namespace XenGuest.Abi.Tests;

public class VirtualInterruptTests
{
    /// <remarks>Xen 4.21 is the first with these classes; the golden rows name the commit they were read from.</remarks>
    [Fact]
    public void Every_virtual_interrupt_has_the_class_that_Xen_4_21_gives_it()
    {
        Dictionary<string, string> golden = GoldenLayout.FromElsewhere()
            .Where(row => row.Key.StartsWith("class ", StringComparison.Ordinal))
            .ToDictionary(row => row.Key["class ".Length..], row => row.Value);

        Dictionary<string, string> classes = Enum.GetValues<VirtualInterrupt>()
            .Where(virq => virq < VirtualInterrupt.Arch0)
            .ToDictionary(CName, Class);
        Assert.Equal(golden.OrderBy(row => row.Key), classes.OrderBy(row => row.Key));
    }

    [Fact]
    public void No_interrupt_has_two_classes_and_the_architectures_have_none_of_the_common_ones()
    {
        Assert.Equal(0u, VirtualInterruptClasses.PerVcpu & VirtualInterruptClasses.PerDomain);
        Assert.Equal(0u, VirtualInterruptClasses.PerVcpu & VirtualInterruptClasses.Global);
        Assert.Equal(0u, VirtualInterruptClasses.PerDomain & VirtualInterruptClasses.Global);
        Assert.All(Enum.GetValues<VirtualInterrupt>(), virq => Assert.True((uint)virq < VirtualInterruptClasses.Count));
        Assert.DoesNotContain(
            Enum.GetValues<VirtualInterrupt>().Where(virq => virq >= VirtualInterrupt.Arch0), virq => Class(virq) != "");
    }

    /// <remarks>Until 4.20 Xen knew two classes: ARGO was global there.</remarks>
    [Fact]
    public void The_installed_headers_agree_but_for_Argo()
    {
        (string Name, string Class)[] installed = [.. GoldenLayout.ClassesIn(XenHeaders.Installed.Read("xen.h"))];
        Assert.Equal(13, installed.Length);
        Assert.All(
            installed.Where(row => row.Name != "VIRQ_ARGO"),
            row => Assert.Equal(row.Class, GoldenLayout.FromElsewhere()[$"class {row.Name}"]));
    }

    private static string CName(VirtualInterrupt virq)
        => typeof(VirtualInterrupt).GetField(virq.ToString())!.GetCustomAttribute<XenConstantAttribute>()!.Name;

    private static string Class(VirtualInterrupt virq)
    {
        uint bit = 1u << (int)virq;
        return (VirtualInterruptClasses.PerVcpu & bit) != 0 ? "V"
            : (VirtualInterruptClasses.PerDomain & bit) != 0 ? "D"
            : (VirtualInterruptClasses.Global & bit) != 0 ? "G"
            : "";
    }
}
