using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Grants;

/// <summary>Whatever both sides do in whatever order, each answer is what a plain count of holders says.</summary>
public sealed class GrantPropertyTests
{
    private const int GrantCount = 3;
    private const int StepCount = (int)GrantStep.EndQuarantined + 1;

    private static readonly int s_cases = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 100_000 : 1_000;

    [Theory]
    [InlineData(GrantVersion.One)]
    [InlineData(GrantVersion.Two)]
    public void Both_sides_agree_on_who_may_use_what(GrantVersion version)
    {
        Gen<int[]> steps = Gen.Choose(0, (StepCount * GrantCount) - 1).ArrayOf();
        Arbitrary<int[]> arbitrary = Arb.From(steps, ArbMap.Default.ArbFor<int[]>().Shrinker);
        Prop.ForAll(arbitrary, numbers =>
        {
            using GrantScene scene = new(version, maximumFrames: 1);
            Expected[] all = [.. Enumerable.Range(0, GrantCount).Select(_ => new Expected(scene))];
            foreach (int number in numbers)
            {
                all[number % GrantCount].Do((GrantStep)(number / GrantCount % StepCount), all);
            }

            Assert.Equal(all.Count(grant => grant.State == GrantState.Quarantined), scene.Table.QuarantinedCount);
            Assert.All(all, grant => grant.Finish());
            Assert.Equal(0, scene.Table.QuarantinedCount);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(s_cases));
    }

    /// <summary>One grant at a time, and what has to come of it.</summary>
    private sealed class Expected(GrantScene scene)
    {
        private static readonly GuestFrame s_own = new(30);

        private readonly List<GnttabMapGrantRef> _mappings = [];
        private PageGrant _grant;
        private GrantAccess _access;

        public GrantState State { get; private set; }

        // Version 2 takes the entry back at once; version 1 only when nobody holds the page.
        private bool IsGranted => State == GrantState.Active
            || (State == GrantState.Quarantined && scene.Table.Version == GrantVersion.One);

        private bool IsWritten => _mappings.Exists(mapping => (mapping.Flags & GrantMapFlags.ReadOnly) == 0);

        public void Do(GrantStep step, Expected[] all)
        {
            bool isUse = step is GrantStep.MapReadWrite or GrantStep.MapReadOnly or GrantStep.CopyFrom or GrantStep.CopyTo;
            if (isUse && State == GrantState.Ended)
            {
                // Its reference may be another's grant by now.
                return;
            }

            switch (step)
            {
                case GrantStep.Grant:
                    Begin(GrantAccess.ReadWrite);
                    break;
                case GrantStep.GrantReadOnly:
                    Begin(GrantAccess.ReadOnly);
                    break;
                case GrantStep.Revoke:
                    Revoke();
                    break;
                case GrantStep.MapReadWrite:
                    Map(GrantMapFlags.HostMap);
                    break;
                case GrantStep.MapReadOnly:
                    Map(GrantMapFlags.HostMap | GrantMapFlags.ReadOnly);
                    break;
                case GrantStep.Unmap:
                    Unmap();
                    break;
                case GrantStep.CopyFrom:
                    Assert.Equal(
                        MayUse(GrantAccess.ReadOnly),
                        GrantScene.CopyBy(scene.Peer, GrantScene.CopyFrom(scene.Granter.Id, _grant.Reference, s_own, 1)));
                    break;
                case GrantStep.CopyTo:
                    Assert.Equal(
                        MayUse(GrantAccess.ReadWrite),
                        GrantScene.CopyBy(scene.Peer, GrantScene.CopyTo(s_own, scene.Granter.Id, _grant.Reference, 1)));
                    break;
                default:
                    Assert.Equal(all.Count(grant => grant.EndIfLetGo()), scene.Table.EndQuarantined());
                    break;
            }

            Assert.Equal(State, _grant.State);
        }

        public void Finish()
        {
            while (_mappings.Count > 0)
            {
                Unmap();
            }

            Revoke();
            Assert.Equal(GrantState.Ended, State);
        }

        private void Begin(GrantAccess access)
        {
            if (State == GrantState.Ended)
            {
                _access = access;
                _grant = scene.Grant(access);
                State = GrantState.Active;
            }
        }

        private void Revoke()
        {
            XenErrno expected = State == GrantState.Ended ? XenErrno.NotFound
                : _mappings.Count > 0 ? XenErrno.Busy : XenErrno.None;
            Assert.Equal(expected, _grant.Revoke());
            State = expected == XenErrno.Busy ? GrantState.Quarantined : GrantState.Ended;
        }

        private bool EndIfLetGo()
        {
            bool ends = State == GrantState.Quarantined && _mappings.Count == 0;
            State = ends ? GrantState.Ended : State;
            return ends;
        }

        private void Map(GrantMapFlags flags)
        {
            GrantAccess access = (flags & GrantMapFlags.ReadOnly) != 0 ? GrantAccess.ReadOnly : GrantAccess.ReadWrite;
            ulong frame = 0x1000 + ((ulong)_grant.Reference.Value * 1024) + (ulong)_mappings.Count;
            while (_mappings.Exists(mapping => mapping.HostAddress == new GuestFrame(frame).Address))
            {
                frame += 128;
            }

            GnttabMapGrantRef mapping = scene.Map(_grant.Reference, flags, frame);
            Assert.Equal(MayUse(access), mapping.Status);
            if (mapping.Status == GrantStatus.Okay)
            {
                _mappings.Add(mapping);
            }
        }

        private void Unmap()
        {
            if (_mappings.Count > 0)
            {
                Assert.Equal(GrantStatus.Okay, scene.Unmap(_mappings[0]));
                _mappings.RemoveAt(0);
            }
        }

        /// <summary>Xen asks the entry only about the first user, and the first that writes.</summary>
        private GrantStatus MayUse(GrantAccess access)
        {
            bool isAsked = _mappings.Count == 0 || (access == GrantAccess.ReadWrite && !IsWritten);
            bool mayWrite = _access == GrantAccess.ReadWrite || access == GrantAccess.ReadOnly;
            bool allows = _mappings.Count == 0 ? IsGranted && mayWrite : mayWrite;
            return !isAsked || allows ? GrantStatus.Okay : GrantStatus.GeneralError;
        }
    }
}
