using System;

namespace XenGuest.Kernel.Tests.Rings.Fuzz;

/// <summary>Ends of rings of several sizes against peers of which it is known what they do, right or wrong.</summary>
/// <remarks>What the end has is asked after each step, so a check that is not made is found by the first step that it is for.</remarks>
public static class RingFuzzer
{
    private const int MostSteps = 200;

    /// <summary>Runs rings, one after the other.</summary>
    /// <param name="firstSeed">Where the random numbers begin.</param>
    /// <param name="inputs">How many steps at least.</param>
    /// <param name="isOver">Asked between rings: whether to stop.</param>
    /// <returns>What went wrong, or null.</returns>
    public static string? Run(int firstSeed, int inputs, Func<bool> isOver)
    {
        int done = 0;
        for (int seed = firstSeed; done < inputs && !isOver(); seed = unchecked(seed + 1))
        {
            if (TryRun(new Random(seed), ref done) is { } failure)
            {
                return $"seed {seed}: {failure}";
            }
        }

        return null;
    }

    private static string? TryRun(Random random, ref int done)
    {
        try
        {
            return random.Next(24) switch
            {
                0 => Run<FuzzRequest4032, ulong>(random, ref done),
                1 => Run<byte, FuzzRequest4032>(random, ref done),
                2 => IsRefused(random),
                < 8 => Run<FuzzRequest112, Guid>(random, ref done),
                < 12 => Run<uint, Guid>(random, ref done),
                < 18 => Run<Guid, byte>(random, ref done),
                _ => Run<ulong, uint>(random, ref done),
            };
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or OverflowException or DivideByZeroException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private static unsafe string? Run<TRequest, TResponse>(Random random, ref int done)
        where TRequest : unmanaged
        where TResponse : unmanaged
    {
        // Indices that soon wrap around, or any.
        uint start = random.Next(2) == 0 ? unchecked(0u - (uint)random.Next(100)) : unchecked((uint)random.Next(int.MinValue, int.MaxValue));
        using FuzzRingPage page = new(random, sizeof(TRequest), sizeof(TResponse));
        bool isFront = random.Next(2) == 0;
        FrontRingFuzzer<TRequest, TResponse>? front = isFront ? new(random, page, start) : null;
        BackRingFuzzer<TRequest, TResponse>? back = isFront ? null : new(random, page, start);
        string? wrong = front?.FindWrongBeginning() ?? back?.FindWrongBeginning();
        for (int step = 0; step < MostSteps && wrong == null; step++)
        {
            wrong = isFront ? front!.Step() : back!.Step();
            done++;
        }

        return wrong == null ? null : $"{(isFront ? "front" : "back")}, requests of {sizeof(TRequest)}, responses of {sizeof(TResponse)}: {wrong}";
    }

    /// <summary>An entry that is larger than the room behind the indices is a mistake of whoever wrote the driver.</summary>
    private static unsafe string? IsRefused(Random random)
    {
        using FuzzRingPage page = new(random, sizeof(FuzzRequest4033), sizeof(byte));
        try
        {
            _ = new FrontRing<byte, FuzzRequest4033>(page.Address);
            return "an entry that does not fit";
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
