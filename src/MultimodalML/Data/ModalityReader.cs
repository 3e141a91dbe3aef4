using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>Copies the current row of a cursor into a batch; reuses its buffers.</summary>
internal sealed class ModalityReader(ModalityColumns columns, ValueGetter<VBuffer<float>>[] getters)
{
    private readonly VBuffer<float>[] _buffers = new VBuffer<float>[getters.Length];

    public void Append(ModalityBatch batch, long position, int label = ModalityBatch.NoLabel)
    {
        for (int m = 0; m < getters.Length; m++)
        {
            getters[m](ref _buffers[m]);
            if (_buffers[m].Length != columns.Lengths[m])
            {
                throw new InvalidDataException(
                    $"Row {position} (counted from 0), column '{columns.Names[m]}' has {_buffers[m].Length} values; its type says {columns.Lengths[m]}.");
            }
        }

        batch.BeginRow(label);
        for (int m = 0; m < getters.Length; m++)
        {
            _buffers[m].CopyTo(batch.OpenModality(m));
            batch.SealModality(m, position);
        }

        batch.EndRow(position);
    }
}
