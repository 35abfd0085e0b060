using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Numerics;

namespace XenGuest.BootGuests.Runtime;

internal static class Language
{
    private interface IShape
    {
        double Area { get; }

        string Name => GetType().Name;
    }

    [Flags]
    private enum Colours
    {
        None = 0,
        Red = 1,
        Green = 2,
        Blue = 4,
    }

    public static void Run()
    {
        IShape[] shapes = [new Circle(1), new Square(2)];
        Check.Equal("default interface members and virtual calls dispatch", "Circle 3.14 Square 4.00", string.Join(' ', shapes.Select(static s => FormattableString.Invariant($"{s.Name} {s.Area:F2}"))));
        Check.Equal("records compare by value and copy with changes", new Circle(3), new Circle(1) with { Radius = 3 });
        Check.Equal("patterns match", "small big circle none", string.Join(' ', new object?[] { 5, 50, new Circle(2), null }.Select(Describe)));
        Check.Equal("static abstract members and generic arithmetic", (10, 10.0), (Sum([1, 2, 3, 4]), Sum([1.0, 2.0, 3.0, 4.0])));
        Check.Equal("closures keep their own variable", "0,1,2,3", string.Join(',', Enumerable.Range(0, 4).Select(static i => (Func<int>)(() => i)).ToList().Select(static f => f())));
        Check.Equal("iterators are lazy", "1 1 2 3 5 8", string.Join(' ', Fibonacci().Take(6)));
        Check.Equal("enumerations have names", (Colours.Red | Colours.Blue, "Red, Blue"), (Enum.Parse<Colours>("Red, Blue"), (Colours.Red | Colours.Blue).ToString()));
        Check.Equal("types have names and make instances", ("List`1", 0), (typeof(List<int>).Name, Activator.CreateInstance<List<int>>().Count));
        Check.That("attributes can be read", typeof(Colours).IsDefined(typeof(FlagsAttribute), inherit: false));

        Span<int> onStack = stackalloc int[64];
        onStack.Fill(3);
        Check.Equal("spans over the stack", 192, onStack[..^0].ToArray().Sum());
        int[] rented = ArrayPool<int>.Shared.Rent(1000);
        Check.That("pools rent arrays", rented.Length >= 1000);
        ArrayPool<int>.Shared.Return(rented);
        Check.Equal("multicast delegates call each", 3, CallEach());
        Check.That("a stack trace knows where it is", new StackTrace().ToString().Contains(nameof(Run), StringComparison.Ordinal));
        Check.That("the environment answers", Environment.ProcessorCount is >= 1 and <= 128 && Environment.Is64BitProcess && Environment.Version.Major == 9, $"{Environment.OSVersion}, .NET {Environment.Version}, {Environment.ProcessorCount} vCPUs");
    }

    private static string Describe(object? value) => value switch
    {
        int and < 10 => "small",
        int => "big",
        Circle { Radius: > 1 } => "circle",
        _ => "none",
    };

    private static T Sum<T>(IEnumerable<T> values)
        where T : INumber<T> => values.Aggregate(T.Zero, static (sum, value) => sum + value);

    private static IEnumerable<int> Fibonacci()
    {
        (int a, int b) = (1, 1);
        while (true)
        {
            yield return a;
            (a, b) = (b, a + b);
        }
    }

    private static int CallEach()
    {
        int calls = 0;
        Action action = () => calls++;
        action += () => calls += 2;
        action();
        return calls;
    }

    private sealed record Circle(double Radius) : IShape
    {
        public double Area => Math.PI * Radius * Radius;
    }

    private readonly record struct Square(double Side) : IShape
    {
        public double Area => Side * Side;
    }
}
