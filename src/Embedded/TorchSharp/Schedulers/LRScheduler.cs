namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups, one step an epoch.</summary>
            /// <remarks>A step goes on from the current rates; a step to a given epoch computes them from the initial ones, where a formula is known.</remarks>
            public abstract class LRScheduler
            {
                protected int _step_count;
                private readonly bool _verbose;

                protected LRScheduler()
                {
                }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    (Optimizer, Epoch, _verbose) = (optimizer, last_epoch, verbose);
                    InitialRates = [.. optimizer.ParamGroups.Select(g => g.InitialLearningRate)];
                    LastRates = [.. optimizer.ParamGroups.Select(g => g.LearningRate)];
                }

                internal Optimizer Optimizer { get; } = null!;

                internal int Epoch { get; set; } = -1;

                internal double[] LastRates { get; private protected set; } = [];

                private protected double[] InitialRates { get; } = [];

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count++;
                    Epoch = epoch ?? Epoch + 1;
                    double[] rates = [.. epoch is null ? get_lr() : get_closed_form_lr()];
                    int i = 0;
                    foreach (ILearningRateController group in Optimizer.ParamGroups)
                    {
                        group.LearningRate = rates[i];
                        if (_verbose && LastRates[i] != rates[i]) { Console.WriteLine($"Adjusting learning rate to {rates[i]}"); }
                        LastRates[i] = rates[i];
                        i++;
                    }
                }

                /// <summary>The value is for schedules that watch one; others ignore it.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => LastRates;

                protected virtual IEnumerable<double> get_lr() => CurrentRates;

                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> CurrentRates => Optimizer.ParamGroups.Select(g => g.LearningRate);
            }
        }
    }
}
