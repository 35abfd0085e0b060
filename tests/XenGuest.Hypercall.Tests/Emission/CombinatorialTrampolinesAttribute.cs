using System;
using System.Collections.Generic;
using System.Reflection;
using XenGuest.Hypercall.Emission;
using Xunit.Sdk;

namespace XenGuest.Hypercall.Tests.Emission;

/// <summary>Every convention with every form.</summary>
internal sealed class CombinatorialTrampolinesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        foreach (HypercallConvention convention in Enum.GetValues<HypercallConvention>())
        {
            foreach (HypercallForm form in Enum.GetValues<HypercallForm>())
            {
                yield return [convention, form];
            }
        }
    }
}
