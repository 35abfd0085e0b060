using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq.Expressions;
using System.Reflection;

namespace XenGuest.Kernel.Explored;

/// <summary>Folds all numbers, flags and enums of an object, private ones and those in arrays too: a field that is added counts.</summary>
internal static class FieldsHash
{
    private static readonly ConcurrentDictionary<Type, Func<object, ulong>> s_hashes = [];

    /// <summary>The hash of one object, without what it refers to.</summary>
    internal static ulong Of(object value) => s_hashes.GetOrAdd(value.GetType(), Compile)(value);

    private static Func<object, ulong> Compile(Type type)
    {
        MethodInfo fold = typeof(Hash).GetMethod(
            nameof(Hash.Of), BindingFlags.Static | BindingFlags.NonPublic, [typeof(ulong), typeof(ulong)])!;
        ParameterExpression parameter = Expression.Parameter(typeof(object));
        Expression hash = Expression.Constant(1ul);
        foreach (FieldInfo field in FieldsOf(type))
        {
            Expression content = Expression.Field(Expression.Convert(parameter, field.DeclaringType!), field);
            hash = Expression.Call(fold, hash, AsNumber(content));
        }

        return Expression.Lambda<Func<object, ulong>>(hash, parameter).Compile();
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? part = type; part != null; part = part.BaseType)
        {
            foreach (FieldInfo field in part.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                // A count of what happened only grows, and nothing depends on it.
                bool isCount = field.Name is "<Delivered>k__BackingField" or "<Unclaimed>k__BackingField";
                if (!isCount && (field.FieldType.IsPrimitive || field.FieldType.IsEnum || field.FieldType == typeof(uint[])))
                {
                    yield return field;
                }
            }
        }
    }

    private static ulong OfArray(uint[] words)
    {
        ulong hash = 0;
        foreach (uint word in words)
        {
            hash = Hash.Of(hash, word);
        }

        return hash;
    }

    private static Expression AsNumber(Expression content)
    {
        Type type = content.Type;
        if (type == typeof(uint[]))
        {
            return Expression.Call(((Func<uint[], ulong>)OfArray).Method, content);
        }

        if (type == typeof(bool))
        {
            return Expression.Condition(content, Expression.Constant(1ul), Expression.Constant(0ul));
        }

        Expression number = type.IsEnum ? Expression.Convert(content, Enum.GetUnderlyingType(type)) : content;
        return Expression.Convert(number, typeof(ulong));
    }
}
