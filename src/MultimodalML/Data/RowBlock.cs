using MultimodalML.Kernels;

namespace MultimodalML.Data;

/// <summary>Rows that are scored together, with a scorer of their own.</summary>
internal sealed class RowBlock(BlockTransformer transformer, int capacity, OutputBuffer[] outputs)
{
    private readonly IBlockScorer _scorer = transformer.CreateScorer(capacity);

    public ModalityBatch Inputs { get; } = new(transformer.InputColumns, capacity);

    /// <summary>Scores the first blocks, each on any thread.</summary>
    public static void Score(RowBlock[] blocks, int count) => Parallelism.For(count, grain: 1, new ScoreJob(blocks));

    public void Score() => _scorer.Score(Inputs, outputs);

    private readonly struct ScoreJob(RowBlock[] blocks) : IRangeJob
    {
        public void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                blocks[i].Score();
            }
        }
    }
}
