namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.ConstantLR(optimizer, factor, total_iters, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>Times a factor until an epoch, then as it was.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double _factor;
                    private readonly int _epochs;

                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_factor, _epochs) = (factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => CurrentRates.Select(r => Epoch == 0 ? r * _factor : Epoch == _epochs ? r / _factor : r);

                    protected override IEnumerable<double> get_closed_form_lr() => InitialRates.Select(r => Epoch >= _epochs ? r : r * _factor);
                }
            }
        }
    }
}
