using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace XenGuest.Hypercall.Tests.Subset;

/// <summary>Finds where compiled types leave the subset.</summary>
internal static class SubsetInspector
{
    public static IEnumerable<SubsetViolation> Inspect(ModuleDefinition module) => module.Types.SelectMany(Inspect);

    public static IEnumerable<SubsetViolation> Inspect(TypeDefinition type)
    {
        foreach (SubsetRule rule in RulesBrokenByShape(type))
        {
            yield return new SubsetViolation(rule, type.FullName);
        }

        foreach (FieldDefinition field in type.Fields.Where(field => field.FieldType.IsByReference))
        {
            yield return new SubsetViolation(SubsetRule.RefField, field.FullName);
        }

        foreach (MethodDefinition method in type.Methods)
        {
            foreach (SubsetRule rule in RulesBrokenByShape(method).Concat(RulesBrokenByBody(method)).Distinct())
            {
                yield return new SubsetViolation(rule, method.FullName);
            }
        }

        foreach (SubsetViolation violation in type.NestedTypes.SelectMany(Inspect))
        {
            yield return violation;
        }
    }

    private static IEnumerable<SubsetRule> RulesBrokenByShape(TypeDefinition type)
    {
        if (type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "InlineArrayAttribute"))
        {
            yield return SubsetRule.InlineArray;
        }

        if (!type.IsValueType && type.Methods.Any(method => method.Name == "<Clone>$"))
        {
            yield return SubsetRule.RecordClass;
        }
    }

    private static IEnumerable<SubsetRule> RulesBrokenByShape(MethodDefinition method)
    {
        if (method.DeclaringType.IsInterface && method.IsStatic && method.IsAbstract)
        {
            yield return SubsetRule.StaticAbstractMember;
        }

        if (method.DeclaringType.IsInterface && !method.IsStatic && method.HasBody)
        {
            yield return SubsetRule.DefaultInterfaceMethod;
        }

        if (method.IsVirtual && !method.IsStatic && method.HasGenericParameters)
        {
            yield return SubsetRule.GenericVirtualMethod;
        }
    }

    private static IEnumerable<SubsetRule> RulesBrokenByBody(MethodDefinition method)
    {
        if (!method.HasBody)
        {
            yield break;
        }

        foreach (SubsetRule rule in RulesBrokenByHandlers(method))
        {
            yield return rule;
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            foreach (SubsetRule rule in RulesBrokenBy(instruction, method))
            {
                yield return rule;
            }
        }
    }

    private static IEnumerable<SubsetRule> RulesBrokenByHandlers(MethodDefinition method)
    {
        Mono.Collections.Generic.Collection<ExceptionHandler> handlers = method.Body.ExceptionHandlers;
        if (handlers.Any(handler => handler.HandlerType == ExceptionHandlerType.Filter))
        {
            yield return SubsetRule.ExceptionFilter;
        }

        bool catchesOwn = handlers.Any(handler => handler.CatchType?.Scope == method.Module);
        if (catchesOwn && handlers.Any(handler => handler.HandlerType == ExceptionHandlerType.Finally))
        {
            yield return SubsetRule.OwnExceptionWithFinally;
        }
    }

    private static IEnumerable<SubsetRule> RulesBrokenBy(Instruction instruction, MethodDefinition method)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Rethrow:
                yield return SubsetRule.Rethrow;
                break;
            case Code.Localloc:
                yield return SubsetRule.StackAllocation;
                break;
            case Code.Calli when ((CallSite)instruction.Operand).Parameters.Count == 0:
                yield return SubsetRule.IndirectCallWithoutArguments;
                break;
            case Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un when StackWidth.IsWide(instruction.Previous, method):
                yield return SubsetRule.LongDivision;
                break;
        }

        if (instruction.Operand is MethodReference called)
        {
            foreach (SubsetRule rule in RulesBrokenByCall(instruction, called))
            {
                yield return rule;
            }
        }
    }

    private static IEnumerable<SubsetRule> RulesBrokenByCall(Instruction instruction, MethodReference called)
    {
        TypeReference type = called.DeclaringType;
        if (type is ArrayType { Rank: > 1 })
        {
            yield return SubsetRule.MultidimensionalArray;
        }

        TypeReference? constrained =
            instruction.Previous?.OpCode.Code == Code.Constrained ? (TypeReference)instruction.Previous.Operand : null;
        bool textOfConstrainedEnum = called.Name == "ToString" && constrained?.Resolve()?.IsEnum == true;
        if (type.FullName == "System.Enum" || textOfConstrainedEnum)
        {
            yield return SubsetRule.EnumText;
        }

        bool dispatches = instruction.OpCode.Code is Code.Callvirt or Code.Ldvirtftn && constrained is null;
        if (dispatches && type.Resolve()?.IsInterface == true)
        {
            yield return SubsetRule.InterfaceDispatch;
        }

        SubsetRule? forbidden = (type.FullName, called.Name) switch
        {
            ("System.Delegate", "Combine" or "Remove" or "RemoveAll") => SubsetRule.MulticastDelegate,
            ("System.Threading.Monitor" or "System.Threading.Lock", _) => SubsetRule.Lock,
            ("System.Numerics.BitOperations", _) => SubsetRule.BitOperations,
            ("System.IntPtr" or "System.UIntPtr", "get_Size") => SubsetRule.PointerSizeProperty,
            ("System.Runtime.InteropServices.NativeMemory", _) => SubsetRule.UnmanagedAllocation,
            ("System.Runtime.InteropServices.Marshal", string name) when name.StartsWith("Alloc", StringComparison.Ordinal) =>
                SubsetRule.UnmanagedAllocation,
            _ => null,
        };
        if (forbidden is SubsetRule found)
        {
            yield return found;
        }
    }
}
