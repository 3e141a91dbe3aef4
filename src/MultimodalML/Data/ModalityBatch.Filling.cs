using System.Numerics.Tensors;

namespace MultimodalML.Data;

// Rows come one by one: BeginRow, each modality, EndRow. Buffers grow as needed and stay.
public sealed partial class ModalityBatch
{
    internal void Clear() => RowCount = 0;

    /// <summary>Opens a row: <see cref="SetModality"/> fills it, <see cref="EndRow"/> checks it.</summary>
    internal void BeginRow(int label)
    {
        if (RowCount == _labels.Length)
        {
            Grow();
        }

        _labels[RowCount++] = label;
    }

    /// <summary>Where to write the row's values before <see cref="SealModality"/>.</summary>
    internal Span<float> OpenModality(int modality)
    {
        int length = Columns.Lengths[modality];
        return _values[modality].AsSpan((RowCount - 1) * length, length);
    }

    internal void SetModality(int modality, ReadOnlySpan<float> values, long position)
    {
        values.CopyTo(OpenModality(modality));
        SealModality(modality, position);
    }

    /// <summary>Notes whether the row's values are there, and zeroes them where they are not.</summary>
    internal void SealModality(int modality, long position)
    {
        Span<float> row = OpenModality(modality);
        bool present = TensorPrimitives.IsFiniteAll<float>(row);
        _present[modality][RowCount - 1] = present;
        if (!present)
        {
            ClearMissing(row, modality, position);
        }
    }

    internal void EndRow(long position)
    {
        foreach (bool[] present in _present)
        {
            if (present[RowCount - 1])
            {
                return;
            }
        }

        RowCount--;
        throw new InvalidDataException(
            $"Row {position} (counted from 0) has no modality: each of {ColumnChecks.List(Columns.Names)} holds a NaN there. A row needs at least one; filter such rows.");
    }

    private void ClearMissing(Span<float> row, int modality, long position)
    {
        foreach (float value in row)
        {
            if (float.IsInfinity(value))
            {
                RowCount--;
                throw new InvalidDataException(
                    $"Row {position} (counted from 0), column '{Columns.Names[modality]}' holds {value}; values must be finite, or NaN where the modality is missing.");
            }
        }

        row.Clear();
    }

    private void Grow()
    {
        int capacity = Math.Max(256, checked(_labels.Length * 2));
        Array.Resize(ref _labels, capacity);
        for (int m = 0; m < _values.Length; m++)
        {
            Array.Resize(ref _values[m], checked(capacity * Columns.Lengths[m]));
            Array.Resize(ref _present[m], capacity);
        }
    }
}
