using System;
using System.Collections.Generic;
using XenGuest.Conformance.Seeds;
using XenGuest.Testing;

namespace XenGuest.Conformance.Tests.Seeds;

/// <summary>A case that needs a second domain, so that it is played on the model only.</summary>
/// <param name="Number">Its number in SEEDS.md.</param>
/// <param name="Seed">The letter of the document.</param>
/// <param name="Says">What the document says.</param>
/// <param name="Play">Plays it on the host, as domain 0, which is privileged, and as domain 1, which is not.</param>
internal sealed record DomainCase(int Number, char Seed, string Says, Action<XenModel, CaseRun, CaseRun> Play)
{
    /// <summary>Its answer under the rules of a release.</summary>
    public string PlayOn(XenRelease release)
    {
        using ModelTarget control = new(release);
        ModelTarget guest = control.AddGuest();
        List<string> notes = [];
        Play(control.Host, new CaseRun(control, notes), new CaseRun(guest, notes));
        return string.Join("; ", notes);
    }
}
