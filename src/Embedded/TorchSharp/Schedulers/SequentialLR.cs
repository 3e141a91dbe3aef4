namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1) =>
                new impl.SequentialLR(optimizer, schedulers, milestones, last_epoch);

            public static partial class impl
            {
                /// <summary>One schedule after the other, from each of the given epochs on.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;
                    private readonly int[] _milestones;

                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1) : base(optimizer, last_epoch + 1)
                    {
                        (_schedulers, _milestones) = ([.. schedulers], [.. milestones]);
                        if (_schedulers.Any(s => s.Optimizer != optimizer))
                        {
                            throw new ArgumentException("The SequentialLR scheduler expects all its sub-schedulers to be bound to the same optimizer.");
                        }
                        if (_milestones.Length != _schedulers.Length - 1)
                        {
                            throw new ArgumentException($"Received {_schedulers.Length} schedulers and {_milestones.Length} milestones. The SequentialLR scheduler expects the number of schedulers to be one more than the number of milestones.");
                        }

                        // Each of them has made a step of its own when it was built: undo it.
                        foreach (ILearningRateController group in optimizer.ParamGroups) { group.LearningRate = group.InitialLearningRate; }
                        foreach (LRScheduler scheduler in _schedulers) { scheduler.Epoch--; }
                        _schedulers[0].step();
                        LastRates = _schedulers[0].LastRates;
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        int current = _milestones.Length;
                        while (current > 0 && _milestones[current - 1] > Epoch) { current--; }
                        if (current > 0 && _milestones[current - 1] == Epoch) { _schedulers[current].step(0); }
                        else { _schedulers[current].step(); }
                        return CurrentRates;
                    }
                }
            }
        }
    }
}
