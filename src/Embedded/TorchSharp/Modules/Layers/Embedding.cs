using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Rows of a table by their numbers: [*] to [*, dimensions].</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))]
        private Parameter? _weight;

        private readonly long? _paddingIndex;

        internal Embedding(Parameter weight, long? paddingIndex) : base(nameof(Embedding)) => (this.weight, _paddingIndex) = (weight, paddingIndex);

        public Parameter? weight
        {
            get => _weight;
            set => ConditionallyRegisterParameter(nameof(weight), Own(ref _weight, value));
        }

        public override Tensor forward(Tensor input) => nn.functional.Rows(weight!, input, _paddingIndex);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false,
                bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                RefuseEmbeddingOptions(max_norm, scale_grad_by_freq);
                Parameter weight = empty(num_embeddings, embedding_dims, dtype, device).AsParameter();
                init.normal_(weight);
                long? padding = padding_idx < 0 ? padding_idx + num_embeddings : padding_idx;
                if (padding is { } row)
                {
                    using TensorData padded = weight.Data.View([embedding_dims], [1], row * embedding_dims);
                    Fill.Set(padded, 0, 0);
                }
                return new Embedding(weight, padding);
            }

            public static Embedding Embedding_from_pretrained(
                Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false,
                bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                RefuseEmbeddingOptions(max_norm, scale_grad_by_freq);
                return new Embedding(new Parameter(embeddings.alias(), requires_grad: !freeze), padding_idx < 0 ? padding_idx + embeddings.shape[0] : padding_idx);
            }

            private static void RefuseEmbeddingOptions(double? maxNorm, bool scaleByFrequency)
            {
                if (maxNorm is not null || scaleByFrequency)
                {
                    throw new NotSupportedException("max_norm and scale_grad_by_freq are not in this build of TorchSharp; leave them out, or normalise the rows after the step.");
                }
            }
        }
    }
}
