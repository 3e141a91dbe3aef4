using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x · Φ(x), Φ the normal distribution function.</summary>
    public sealed class GELU : ParameterLessModule<Tensor, Tensor>
    {
        public enum Approximate
        {
            none,
            tanh,
        }

        internal GELU(bool inplace, Approximate approximate) : base(nameof(GELU)) => (this.inplace, this.approximate) = (inplace, approximate);

        public bool inplace { get; set; }

        public Approximate approximate { get; set; }

        public override Tensor forward(Tensor tensor) => nn.functional.gelu(tensor, approximate, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static GELU GELU() => new(false, Modules.GELU.Approximate.none);

            public static GELU GELU(bool inplace) => new(inplace, Modules.GELU.Approximate.none);

            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(inplace, approximate);
        }
    }
}
