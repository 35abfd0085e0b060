using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace XenGuest.Machine.Tests;

/// <summary>Machine is one machine: its state is static. Tests that use it run one after another and begin it anew.</summary>
[CollectionDefinition(nameof(MachineState), DisableParallelization = true)]
public sealed class MachineState
{
    /// <summary>Gives every field of a class the value it has at boot, which is zero.</summary>
    internal static void Reset(Type type)
    {
        RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        foreach (FieldInfo field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
        {
            if (!field.IsLiteral)
            {
                field.SetValue(null, field.FieldType.IsValueType ? RuntimeHelpers.GetUninitializedObject(field.FieldType) : null);
            }
        }
    }
}
