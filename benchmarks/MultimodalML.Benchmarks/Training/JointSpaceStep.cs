using MultimodalML.Losses;
using MultimodalML.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Benchmarks.Training;

/// <summary>A step of a joint space of 2,048 dimensions: gated embedding units over 4,096 / 1,024 / 300 values, masked margin softmax of the three pairs, 128 rows; as in <c>benchmarks/peers/training.py</c>.</summary>
internal static class JointSpaceStep
{
    private const int RowCount = 4096;

    private static readonly int[] s_lengths = [4096, 1024, 300];

    public static OptimizedStep Create()
    {
        manual_seed(1);
        var network = new JointSpace();
        Tensor[] inputs = [.. s_lengths.Select(length => randn(RowCount, length))];
        var loss = new MaskedMarginSoftmaxLoss();
        long[] chosen = new long[128];
        return new OptimizedStep(network, RowCount, chosen.Length, batch =>
        {
            for (int i = 0; i < chosen.Length; i++)
            {
                chosen[i] = batch[i];
            }
            Tensor rows = tensor(chosen);
            Tensor video = network.Units[0].call(inputs[0].index_select(0, rows));
            Tensor audio = network.Units[1].call(inputs[1].index_select(0, rows));
            Tensor text = network.Units[2].call(inputs[2].index_select(0, rows));
            return loss.Compute(text, video) + loss.Compute(audio, text) + loss.Compute(audio, video);
        });
    }

    private sealed class JointSpace : nn.Module
    {
        public JointSpace()
            : base(nameof(JointSpace))
        {
            Units = nn.ModuleList([.. s_lengths.Select(length => new GatedEmbeddingUnit(length, 2048))]);
            register_module(nameof(Units), Units);
        }

        public ModuleList<GatedEmbeddingUnit> Units { get; }
    }
}
