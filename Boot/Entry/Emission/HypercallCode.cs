using System.Collections.Generic;
using Iced.Intel;
using XenGuest.Entry.ObjectFile;
using XenGuest.Hypercall.Emission;

namespace XenGuest.Entry.Emission;

/// <summary>The image's way into Xen: the hypercall page, poisoned until Xen fills it, and the trampolines of each form.</summary>
internal static class HypercallCode
{
    private const string Page = "xenguest_hypercall_page";

    // NativeAOT takes a managed function pointer with bit 1 set for that of a descriptor, so the address of a trampoline must not have it.
    private const uint TrampolineAlignment = 16;

    internal static void AppendPage(ElfObject file)
    {
        Section section = file.AddSection(".text.hypercall_page", SectionKind.Code, 4096);
        section.DefineSymbol(Page);
        section.Append(HypercallPageImage.CreatePoisoned());
    }

    internal static void AppendTrampolines(CodeSection section, SymbolTable symbols)
    {
        AppendTrampoline(section, symbols, "xenguest_hypercall_by_page", HypercallForm.ByPage);
        AppendTrampoline(section, symbols, "xenguest_hypercall_vmcall", HypercallForm.Vmcall);
        AppendTrampoline(section, symbols, "xenguest_hypercall_vmmcall", HypercallForm.Vmmcall);
    }

    private static void AppendTrampoline(CodeSection section, SymbolTable symbols, string name, HypercallForm form)
    {
        section.Align(TrampolineAlignment);
        Assembler assembler = new(64);
        Label start = assembler.CreateLabel(name);
        assembler.Label(ref start);
        HypercallTrampoline.Emit(assembler, HypercallConvention.SysV64, form, symbols[Page]);
        section.Append(assembler, new Dictionary<string, Label> { [name] = start });
    }
}
