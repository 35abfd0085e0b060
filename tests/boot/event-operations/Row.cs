using System;
using XenGuest.Hypercall;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>One line of the table: operation, case and Xen's answer, which must be the expected one.</summary>
internal static class Row
{
    public static void Expect(string operation, string situation, XenErrno expected, XenErrno answer) =>
        Check.That($"{operation,-17} {situation,-52} → {answer} ({(int)answer})", answer == expected, answer == expected ? null : $"expected {expected}");

    /// <summary>As the other, for an operation that makes a port; a port that is made is closed again.</summary>
    public static void Expect(string operation, string situation, XenErrno expected, XenResult<EventPort> answer, EventChannelOperations operations)
    {
        Expect(operation, situation, expected, answer.Error);
        if (answer.Succeeded)
        {
            Check.Equal("and its port can be closed", XenErrno.None, operations.Close(answer.Value));
        }
    }

    /// <summary>An operation that must succeed for the rest to mean anything.</summary>
    public static EventPort Make(string operation, string situation, XenResult<EventPort> answer)
    {
        Expect(operation, situation, XenErrno.None, answer.Error);
        return answer.Succeeded ? answer.Value : throw new InvalidOperationException($"{operation}: no port");
    }
}
