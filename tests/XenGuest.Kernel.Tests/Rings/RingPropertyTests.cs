using System;
using System.Collections.Generic;

namespace XenGuest.Kernel.Tests.Rings;

/// <summary>Random steps of both ends against two plain queues, from indices that soon wrap around; then against ends that lie.</summary>
public sealed class RingPropertyTests
{
    private static readonly int s_rounds = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 20_000 : 300;

    [Fact]
    public void Both_ends_see_what_queues_would_give_and_who_rests_is_told()
    {
        for (int seed = 0; seed < s_rounds; seed++)
        {
            Play(new Random(seed), seed);
        }
    }

    [Fact]
    public void Whatever_the_page_says_ends_give_no_more_than_there_can_be()
    {
        int faults = 0;
        for (int seed = 0; seed < s_rounds; seed++)
        {
            faults += Lie(new Random(seed)) ? 1 : 0;
        }

        Assert.True(faults > s_rounds / 2, $"only {faults} of {s_rounds} lies were found");
    }

    private static void Play(Random random, int seed)
    {
        using RingScene scene = new(unchecked(0u - (uint)random.Next(600)));
        Queue<ulong> unpublished = new();
        Queue<ulong> requests = new();
        Queue<uint> unpublishedAnswers = new();
        Queue<uint> answers = new();
        bool backRests = false;
        bool frontRests = false;
        ulong next = 0;
        for (int step = 0; step < 1500; step++)
        {
            string where = $"seed {seed}, step {step}";
            switch (random.Next(8))
            {
                case 0 or 1:
                    bool hasRoom = scene.Front.Free != 0;
                    Assert.Equal(hasRoom, scene.Front.TryPut(next));
                    if (hasRoom)
                    {
                        unpublished.Enqueue(next++);
                    }

                    break;
                case 2:
                    bool isNew = unpublished.Count != 0;
                    bool mustTell = scene.Front.Publish();
                    Assert.True(!(backRests && isNew) || mustTell, where);
                    Assert.True(isNew || !mustTell, where);
                    backRests &= !isNew;
                    Move(unpublished, requests);
                    break;
                case 3 or 4:
                    bool hasRequest = scene.Back.TryTake(out ulong request);
                    Assert.Equal(requests.Count != 0, hasRequest);
                    if (hasRequest)
                    {
                        Assert.Equal(requests.Dequeue(), request);
                        Assert.True(scene.Back.TryPut((uint)request), where);
                        unpublishedAnswers.Enqueue((uint)request);
                    }

                    break;
                case 5:
                    bool isAnswered = unpublishedAnswers.Count != 0;
                    bool mustTellFront = scene.Back.Publish();
                    Assert.True(!(frontRests && isAnswered) || mustTellFront, where);
                    frontRests &= !isAnswered;
                    Move(unpublishedAnswers, answers);
                    break;
                case 6:
                    bool hasAnswer = scene.Front.TryTake(out uint answer);
                    Assert.Equal(answers.Count != 0, hasAnswer);
                    if (hasAnswer)
                    {
                        Assert.Equal(answers.Dequeue(), answer);
                    }

                    break;
                default:
                    Assert.Equal(requests.Count == 0, backRests = scene.Back.TryRest());
                    Assert.Equal(answers.Count == 0, frontRests = scene.Front.TryRest());
                    break;
            }
        }

        Assert.Equal((RingFault.None, RingFault.None), (scene.Front.Fault, scene.Back.Fault));
    }

    /// <returns>Whether an end has found that it was lied to.</returns>
    private static bool Lie(Random random)
    {
        using RingScene scene = new();
        int sent = 0;
        int returned = 0;
        int taken = 0;
        int answered = 0;
        for (int step = 0; step < 200; step++)
        {
            switch (random.Next(7))
            {
                case 0:
                    sent += scene.Front.TryPut(1) ? 1 : 0;
                    scene.Front.Publish();
                    break;
                case 1:
                    taken += scene.Back.TryTake(out _) ? 1 : 0;
                    break;
                case 2:
                    answered += scene.Back.TryPut(1) ? 1 : 0;
                    scene.Back.Publish();
                    break;
                case 3:
                    returned += scene.Front.TryTake(out _) ? 1 : 0;
                    break;
                case 4:
                    scene.Head.ResponseProducer = (uint)random.Next(-3, 300);
                    break;
                case 5:
                    scene.Head.RequestProducer = (uint)random.Next(-3, 600);
                    break;
                default:
                    scene.Head.RequestEvent = (uint)random.Next();
                    scene.Head.ResponseEvent = (uint)random.Next();
                    scene.Front.TryRest();
                    scene.Back.TryRest();
                    break;
            }

            Assert.InRange(returned, 0, sent);
            Assert.InRange(answered, 0, taken);
            Assert.InRange(taken - answered, 0, scene.Back.Size);
            Assert.InRange(scene.Front.Pending, 0, scene.Front.Size);
        }

        return scene.Front.Fault == RingFault.ResponseProducer || scene.Back.Fault == RingFault.RequestProducer;
    }

    private static void Move<T>(Queue<T> from, Queue<T> to)
    {
        while (from.TryDequeue(out T? item))
        {
            to.Enqueue(item);
        }
    }
}
