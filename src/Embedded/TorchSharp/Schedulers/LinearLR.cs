namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>From one share of the rate to another in equal steps.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start;
                    private readonly double _end;
                    private readonly int _epochs;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_start, _end, _epochs) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        double change = _end - _start;
                        double factor = Epoch == 0 ? _start : Epoch > _epochs ? 1 : 1 + (change / ((_epochs * _start) + ((Epoch - 1) * change)));
                        return CurrentRates.Select(r => r * factor);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        InitialRates.Select(r => r * (_start + ((_end - _start) * Math.Min(_epochs, Epoch) / _epochs)));
                }
            }
        }
    }
}
