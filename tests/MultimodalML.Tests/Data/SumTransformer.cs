using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MultimodalML.Data;
using MultimodalML.Persistence;

namespace MultimodalML.Tests.Data;

/// <summary>The smallest block transformer: "Sums" has the sum of each modality (-1 where it is missing), "Rows" how many rows came in the block.</summary>
internal sealed class SumTransformer(IHostEnvironment environment, ModalityColumns columns) : BlockTransformer(environment)
{
    private int _scorerCount;
    private int _scoredRows;

    public int ScorerCount => _scorerCount;

    public int ScoredRows => _scoredRows;

    public override ModalityColumns InputColumns => columns;

    internal override IReadOnlyList<OutputColumn> OutputColumns { get; } =
    [
        OutputColumn.FloatVector("Sums", columns.Count),
        new OutputColumn("Key", new KeyDataViewType(typeof(uint), 1000)),
    ];

    private protected override PayloadKind Kind => new("Sum", 1);

    internal override IBlockScorer CreateScorer(int capacity)
    {
        _scorerCount++;
        return new Scorer(this);
    }

    private protected override void WritePayload(BinaryWriter writer) => writer.WriteColumns(columns);

    private sealed class Scorer(SumTransformer owner) : IBlockScorer
    {
        public void Score(ModalityBatch inputs, OutputBuffer[] outputs)
        {
            Interlocked.Add(ref owner._scoredRows, inputs.RowCount);
            int count = inputs.Columns.Count;
            for (int row = 0; row < inputs.RowCount; row++)
            {
                for (int m = 0; m < count; m++)
                {
                    float sum = 0;
                    foreach (float value in inputs.Row(m, row))
                    {
                        sum += value;
                    }

                    outputs[0].Values<float>()[(row * count) + m] = inputs.IsPresent(m, row) ? sum : -1;
                }

                outputs[1].Values<uint>()[row] = (uint)(inputs.Row(0, row)[0] + 1);
            }
        }
    }
}
