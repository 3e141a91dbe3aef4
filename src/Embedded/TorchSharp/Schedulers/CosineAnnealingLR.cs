namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>Half a cosine from the initial rate down to the least one, and up again (Loshchilov and Hutter 2017).</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _epochs;
                    private readonly double _least;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_epochs, _least) = (T_max, eta_min);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0) { return CurrentRates; }
                        if ((Epoch - 1 - _epochs) % (2 * _epochs) == 0) // the rate was the least one: the ratio below would be 0 / 0
                        {
                            return CurrentRates.Zip(InitialRates, (r, initial) => r + ((initial - _least) * (1 - Math.Cos(Math.PI / _epochs)) / 2));
                        }
                        double ratio = (1 + Math.Cos(Math.PI * Epoch / _epochs)) / (1 + Math.Cos(Math.PI * (Epoch - 1) / _epochs));
                        return CurrentRates.Select(r => (ratio * (r - _least)) + _least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        InitialRates.Select(r => _least + ((r - _least) * (1 + Math.Cos(Math.PI * Epoch / _epochs)) / 2));
                }
            }
        }
    }
}
