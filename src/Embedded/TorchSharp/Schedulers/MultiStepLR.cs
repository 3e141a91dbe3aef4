namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>Times γ at each of the given epochs.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] _milestones;
                    private readonly double _gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_milestones, _gamma) = ([.. milestones.Distinct()], gamma);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => CurrentRates.Select(r => _milestones.Contains(Epoch) ? r * _gamma : r);

                    protected override IEnumerable<double> get_closed_form_lr() => InitialRates.Select(r => r * Math.Pow(_gamma, _milestones.Count(m => m <= Epoch)));
                }
            }
        }
    }
}
