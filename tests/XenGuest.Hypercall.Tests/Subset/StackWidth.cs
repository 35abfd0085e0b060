using Mono.Cecil;
using Mono.Cecil.Cil;

namespace XenGuest.Hypercall.Tests.Subset;

/// <summary>How wide the number is that an instruction leaves on the evaluation stack.</summary>
internal static class StackWidth
{
    /// <summary>
    /// Whether the number is, or may be, wider than 32 bits. An instruction that does not tell counts as wide: the
    /// division is then to be written so that it does.
    /// </summary>
    public static bool IsWide(Instruction? producer, MethodDefinition method)
    {
        while (producer is not null)
        {
            switch (producer.OpCode.Code)
            {
                case Code.Ldc_I4 or Code.Ldc_I4_S or Code.Ldc_I4_M1 or Code.Ldc_I4_0 or Code.Ldc_I4_1 or Code.Ldc_I4_2
                    or Code.Ldc_I4_3 or Code.Ldc_I4_4 or Code.Ldc_I4_5 or Code.Ldc_I4_6 or Code.Ldc_I4_7 or Code.Ldc_I4_8:
                case Code.Conv_I1 or Code.Conv_I2 or Code.Conv_I4 or Code.Conv_U1 or Code.Conv_U2 or Code.Conv_U4:
                case Code.Conv_Ovf_I4 or Code.Conv_Ovf_U4 or Code.Conv_Ovf_I4_Un or Code.Conv_Ovf_U4_Un:
                case Code.Ldind_I1 or Code.Ldind_I2 or Code.Ldind_I4 or Code.Ldind_U1 or Code.Ldind_U2 or Code.Ldind_U4:
                case Code.Sizeof:
                    return false;
                case Code.Ldloc or Code.Ldloc_S:
                    return IsWide(((VariableDefinition)producer.Operand).VariableType);
                case Code.Ldloc_0 or Code.Ldloc_1 or Code.Ldloc_2 or Code.Ldloc_3:
                    return IsWide(method.Body.Variables[producer.OpCode.Code - Code.Ldloc_0].VariableType);
                case Code.Ldarg or Code.Ldarg_S:
                    return IsWide(((ParameterDefinition)producer.Operand).ParameterType);
                case Code.Ldarg_0 or Code.Ldarg_1 or Code.Ldarg_2 or Code.Ldarg_3:
                    int index = (producer.OpCode.Code - Code.Ldarg_0) - (method.HasThis ? 1 : 0);
                    return index < 0 || IsWide(method.Parameters[index].ParameterType);
                case Code.Ldfld or Code.Ldsfld:
                    return IsWide(((FieldReference)producer.Operand).FieldType);
                case Code.Call or Code.Callvirt:
                    return IsWide(((MethodReference)producer.Operand).ReturnType);
                case Code.Ldobj or Code.Ldelem_Any:
                    return IsWide((TypeReference)producer.Operand);
                case Code.Add or Code.Sub or Code.Mul or Code.And or Code.Or or Code.Xor or Code.Neg or Code.Not
                    or Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un:
                    // Both operands are as wide as the result: the last one tells.
                    producer = producer.Previous;
                    continue;
                default:
                    return true;
            }
        }

        return true;
    }

    private static bool IsWide(TypeReference type)
    {
        TypeReference plain = type.Resolve() is { IsEnum: true } definition ? UnderlyingType(definition) : type;
        return plain.MetadataType is not (MetadataType.Boolean or MetadataType.Char or MetadataType.SByte or MetadataType.Byte
            or MetadataType.Int16 or MetadataType.UInt16 or MetadataType.Int32 or MetadataType.UInt32);
    }

    private static TypeReference UnderlyingType(TypeDefinition enumeration)
    {
        foreach (FieldDefinition field in enumeration.Fields)
        {
            if (!field.IsStatic)
            {
                return field.FieldType;
            }
        }

        return enumeration;
    }
}
