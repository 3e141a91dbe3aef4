namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler ReduceLROnPlateau(
                Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0,
                IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) =>
                new impl.ReduceLROnPlateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps, verbose);

            public static partial class impl
            {
                /// <summary>Times a factor when a watched value has not improved for some epochs.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _minimizes;
                    private readonly bool _isRelative;
                    private readonly double _factor;
                    private readonly int _patience;
                    private readonly double _threshold;
                    private readonly int _cooldown;
                    private readonly double[] _leastRates;
                    private readonly double _leastChange;
                    private readonly bool _tells;
                    private double _best;
                    private int _badEpochs;
                    private int _restingEpochs;

                    public ReduceLROnPlateau(
                        Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0,
                        IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false)
                        : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1) { throw new ArgumentException("Factor should be < 1.0"); }
                        if (mode is not ("min" or "max")) { throw new ArgumentException($"mode {mode} is unknown!"); }
                        if (threshold_mode is not ("rel" or "abs")) { throw new ArgumentException($"threshold mode {threshold_mode} is unknown!"); }

                        (_minimizes, _isRelative, _factor, _patience, _threshold, _cooldown, _leastChange, _tells) =
                            (mode == "min", threshold_mode == "rel", factor, patience, threshold, cooldown, eps, verbose);
                        _best = _minimizes ? double.PositiveInfinity : double.NegativeInfinity;
                        _leastRates = min_lr is { Count: > 1 } ? [.. min_lr] : [.. Enumerable.Repeat(min_lr is { Count: 1 } ? min_lr[0] : 0, optimizer.ParamGroups.Count())];
                    }

                    public override void step() => throw new InvalidOperationException("step() should not be used with the ReduceLROnPlateau scheduler. Use step(double, int?), instead.");

                    public override void step(int? epoch) => throw new InvalidOperationException("step(int?) should not be used with the ReduceLROnPlateau scheduler. Use step(double, int?), instead.");

                    /// <param name="current">The value that is watched, a validation loss for example.</param>
                    public override void step(double current, int? epoch = null)
                    {
                        Epoch = epoch ?? Epoch + 1;
                        if (IsBetter(current))
                        {
                            (_best, _badEpochs) = (current, 0);
                        }
                        else
                        {
                            _badEpochs++;
                        }
                        if (_restingEpochs > 0)
                        {
                            (_restingEpochs, _badEpochs) = (_restingEpochs - 1, 0);
                        }
                        if (_badEpochs > _patience)
                        {
                            Reduce();
                            (_restingEpochs, _badEpochs) = (_cooldown, 0);
                        }
                    }

                    private bool IsBetter(double value)
                    {
                        if (_minimizes) { return value < (_isRelative ? _best * (1 - _threshold) : _best - _threshold); }
                        return value > (_isRelative ? _best * (1 + _threshold) : _best + _threshold);
                    }

                    private void Reduce()
                    {
                        int i = 0;
                        foreach (ILearningRateController group in Optimizer.ParamGroups)
                        {
                            double rate = Math.Max(group.LearningRate * _factor, _leastRates[i]);
                            if (group.LearningRate - rate > _leastChange)
                            {
                                group.LearningRate = rate;
                                if (_tells) { Console.WriteLine($"Epoch {Epoch}: reducing learning rate of group {i} to {rate:g4}."); }
                            }
                            i++;
                        }
                    }
                }
            }
        }
    }
}
