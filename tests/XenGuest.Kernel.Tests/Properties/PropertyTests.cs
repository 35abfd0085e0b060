using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Properties;

public sealed class PropertyTests
{
    private static readonly int s_cases = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 200_000 : 2_000;

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void Events_are_delivered_as_often_as_one_bit_for_each_port_says(EventAbi abi)
    {
        Check(numbers =>
        {
            using Run run = new(abi, _ => { });
            foreach (int number in numbers)
            {
                Operation operation = new(number);
                if (operation.Kind == OperationKind.Dispatch)
                {
                    run.Guest.RunEventThreads();
                    run.Channels.ForEach(channel => channel.ExpectDispatch());
                }
                else
                {
                    run.Do(operation);
                }
            }

            run.Guest.RunEventThreads();
            run.Channels.ForEach(channel => channel.ExpectDispatch());
            return run.Channels.TrueForAll(channel =>
                channel.Delivered == channel.Expected
                && channel.Receiver.IsPending == channel.Waits
                && channel.Receiver.IsMasked == channel.IsMasked
                && !channel.WasDeliveredWrongly);
        });
    }

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void Whatever_handlers_do_no_event_is_lost_and_none_comes_to_a_masked_or_closed_channel(EventAbi abi)
    {
        Check(numbers =>
        {
            Queue<int> left = new(numbers);
            Run? run = null;
            using (run = new Run(abi, TakeEventAndDoNext))
            {
                while (left.Count > 0)
                {
                    DoNext();
                }

                run.Channels.ForEach(channel => channel.BindIfClosed());
                run.Guest.RunEventThreads();
                return run.Channels.TrueForAll(channel =>
                    (!channel.Waits || channel.IsMasked)
                    && channel.Receiver.IsPending == channel.Waits
                    && !channel.WasDeliveredWrongly);
            }

            void TakeEventAndDoNext(PropertyChannel channel)
            {
                channel.TakeEvent();
                DoNext();
            }

            void DoNext()
            {
                if (left.TryDequeue(out int number))
                {
                    run!.Do(new Operation(number));
                }
            }
        });
    }

    private static void Check(Func<int[], bool> property)
    {
        Gen<int[]> operations = Gen.Choose(0, Operation.Count - 1).ArrayOf();
        Arbitrary<int[]> arbitrary = Arb.From(operations, ArbMap.Default.ArbFor<int[]>().Shrinker);
        Prop.ForAll(arbitrary, property).Check(Config.QuickThrowOnFailure.WithMaxTest(s_cases));
    }

    private sealed class Run : IDisposable
    {
        private readonly XenModel _host = new();
        private bool _dispatching;

        public Run(EventAbi abi, Action<PropertyChannel> afterwards)
        {
            Guest = new ModelGuest<ulong>(_host.CreateDomain(new DomainShape { VcpuCount = 2, FrameCount = 5 }), abi);

            // Some ports far away, so that more than one word is in use.
            Channels = Enumerable.Range(0, Operation.ChannelCount).Select(number =>
            {
                if (number == Operation.ChannelCount / 2)
                {
                    Reserve(50);
                }

                return new PropertyChannel(Guest, afterwards);
            }).ToList();
        }

        public ModelGuest<ulong> Guest { get; }

        public List<PropertyChannel> Channels { get; }

        public void Dispose() => _host.Dispose();

        public void Do(Operation operation)
        {
            PropertyChannel channel = Channels[operation.Channel];
            channel.BindIfClosed();
            switch (operation.Kind)
            {
                case OperationKind.Raise or OperationKind.RaiseToo:
                    channel.Raise();
                    break;
                case OperationKind.Mask:
                    channel.Mask();
                    break;
                case OperationKind.Unmask:
                    channel.Unmask();
                    break;
                case OperationKind.Move:
                    channel.Move();
                    break;
                case OperationKind.CloseAndBindAnew:
                    channel.CloseAndBindAnew();
                    break;
                case OperationKind.Dispatch when !_dispatching:
                    _dispatching = true;
                    Guest.RunEventThreads();
                    _dispatching = false;
                    break;
                default:
                    break;
            }
        }

        private void Reserve(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Guest.Binder.AllocateUnbound(Hypercall.DomainId.Self, _ => { });
            }
        }
    }
}
