using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using XenGuest.Hypercall.Tests;
using Xunit;

namespace XenGuest.Abi.Tests;

/// <summary>The golden files against the headers, and the C# against the names that the headers define.</summary>
public class HeaderTests
{
    /// <summary>The families of macros of which C# has every member.</summary>
    private static readonly string[] s_families =
    [
        "__HYPERVISOR_", "BIND_PIRQ__", "CONSOLEIO_", "DOMID_", "EVTCHN", "GNTCOPY_", "GNTMAP_", "GNTST_", "GNTTAB", "GTF_",
        "HVM_PARAM_", "HVMOP_", "HVMPTM_", "HVMPV_", "MAP_PIRQ_TYPE_", "PHYSDEVOP_", "RUNSTATE_", "SCHEDOP_", "SHUTDOWN_",
        "SIF_", "VCPU_HVM_MODE_", "VCPU_SSHOTTMR_", "VCPUOP_", "VIRQ_", "VMASST_", "XEN_ALTP2M_", "XEN_CPUID_", "XEN_ELFNOTE_",
        "XEN_HVM_", "XEN_PCI_", "XEN_PVCLOCK_", "XENFEAT_", "XENIRQSTAT_", "XENMAPIDX_", "XENMAPSPACE_", "XENMEM", "XENVER_",
    ];

    /// <summary>What these families hold besides: names of ranges and of limits, aliases, and operations of tools.</summary>
    private static readonly string[] s_leftOut =
    [
        "__HYPERVISOR_VIRT_START", "__HYPERVISOR_VIRT_END", // where Xen is mapped: PV
        "GNTTABOP_error_msgs", // texts
        "HVMOP_ALTP2M_INTERFACE_VERSION", "HVMOP_altp2m_", "HVMOP_CMD_", // a tool's own commands
        "PHYSDEVOP_pirq_eoi_gmfn", // another name of version 2
        "SHUTDOWN_MAX", "XEN_ELFNOTE_MAX", // limits, which change with each release
        "XEN_CPUID_NO_SUBLEAF", // of the tools' tables of leaves
        "XEN_HVM_DEBUGCONS_IOPORT", // a port, not a hypercall
        "XENMEM_access_op_", "XENMEM_FORK_", "XENMEM_paging_op_", "XENMEM_RDM_", "XENMEM_SHARING_OP_", "XENMEM_sharing_op_",
        "XENMEM_resource_grant_table_id_", "XENMEM_resource_ioreq_server_frame_", // a tool's own arguments
    ];

    [Theory]
    [InlineData(64, "layout.x86_64.txt")]
    [InlineData(32, "layout.x86_32.txt")]
    public void The_headers_still_say_what_the_golden_file_says(int width, string file)
    {
        _ = GoldenLayout.OfWidth(width);
        Assert.Equal(File.ReadAllText(Repository.Golden(file)), GoldenLayout.FromHeaders(width));
    }

    [Fact]
    public void Every_command_feature_parameter_and_code_of_the_headers_has_its_constant()
    {
        IEnumerable<AbiRow> rows = AbiMirror.Rows(64).Concat(AbiMirror.RowsFromElsewhere());
        HashSet<string> known = [.. rows.Select(row => row.Key)];
        IReadOnlyList<string> macros = XenHeaders.Installed.Macros(rows.Select(row => row.Header));

        Assert.Contains("EVTCHNOP_send", macros);
        List<string> unknown = [.. macros
            .Where(name => s_families.Any(family => name.StartsWith(family, StringComparison.Ordinal)))
            .Where(name => !s_leftOut.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(name => !known.Contains(name))];
        Assert.True(unknown.Count == 0, string.Join('\n', unknown));
    }

    /// <remarks>Members of unions count once: gcc asks no more of an initialiser.</remarks>
    [Theory]
    [InlineData(64)]
    [InlineData(32)]
    public void Every_member_of_a_mirrored_structure_has_its_field(int width)
    {
        List<(string Header, string CType, int MemberCount)> structures = [.. AbiMirror.Members(width)];
        Assert.Contains(("event_channel.h", "struct evtchn_alloc_unbound", 3), structures);
        IReadOnlyList<string> missing = XenHeaders.Installed.MissingMembers(structures, width);
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void A_member_without_its_field_is_found()
        => Assert.Contains(
            "port",
            Assert.Single(XenHeaders.Installed.MissingMembers([("event_channel.h", "struct evtchn_alloc_unbound", 2)], 64)),
            StringComparison.Ordinal);

    [Fact]
    public void Headers_that_are_missing_are_named_with_the_command_that_installs_them()
    {
        XenHeaders missing = new("/nonexistent/xen");
        Exception failure = Assert.ThrowsAny<Exception>(() => missing.Macros([]));
        Assert.Contains("apt-get install -y gcc binutils libxen-dev", failure.Message, StringComparison.Ordinal);
    }
}
