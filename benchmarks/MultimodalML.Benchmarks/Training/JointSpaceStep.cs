using MultimodalML.Losses;
using MultimodalML.Networks;
using TorchSharp;
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
        var units = nn.ModuleList([.. s_lengths.Select(length => new GatedEmbeddingUnit(length, 2048))]);
        Tensor[] inputs = [.. s_lengths.Select(length => randn(RowCount, length))];
        var loss = new MaskedMarginSoftmaxLoss();
        long[] chosen = new long[128];
        return new OptimizedStep(units, RowCount, chosen.Length, batch =>
        {
            for (int i = 0; i < chosen.Length; i++)
            {
                chosen[i] = batch[i];
            }
            Tensor rows = tensor(chosen);
            Tensor video = units[0].call(inputs[0].index_select(0, rows));
            Tensor audio = units[1].call(inputs[1].index_select(0, rows));
            Tensor text = units[2].call(inputs[2].index_select(0, rows));
            return loss.Compute(text, video) + loss.Compute(audio, text) + loss.Compute(audio, video);
        });
    }
}
