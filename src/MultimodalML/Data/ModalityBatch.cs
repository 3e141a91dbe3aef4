using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>Rows of several modalities as plain arrays: one row-major matrix a modality, what is present, and the labels.</summary>
/// <remarks>A missing modality's row is all zeros, and <see cref="IsPresent"/> is false there.</remarks>
public sealed partial class ModalityBatch
{
    /// <summary>Label of a row that has none.</summary>
    public const int NoLabel = -1;

    private readonly float[][] _values;
    private readonly bool[][] _present;
    private int[] _labels;

    /// <summary>Makes an empty batch with room for some rows; it grows as rows come.</summary>
    /// <param name="columns">The modalities.</param>
    /// <param name="capacity">Rows to make room for.</param>
    public ModalityBatch(ModalityColumns columns, int capacity = 0)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Columns = columns;
        _values = [.. columns.Lengths.Select(length => new float[checked(capacity * length)])];
        _present = [.. columns.Lengths.Select(_ => new bool[capacity])];
        _labels = new int[capacity];
    }

    private ModalityBatch(ModalityBatch source, float[][] values, bool[][] present, int[] labels, int classCount)
    {
        (Columns, _values, _present, _labels) = (source.Columns, values, present, labels);
        (RowCount, ClassCount) = (source.RowCount, classCount);
    }

    /// <summary>Names and lengths of the modalities.</summary>
    public ModalityColumns Columns { get; }

    /// <summary>Rows held.</summary>
    public int RowCount { get; private set; }

    /// <summary>Classes that labels can have (0 to ClassCount − 1); 0 when no label column was read.</summary>
    public int ClassCount { get; internal set; }

    /// <summary>Labels, one a row: 0 to <see cref="ClassCount"/> − 1, or <see cref="NoLabel"/>.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, RowCount);

    /// <summary>The matrix of a modality, row-major, [<see cref="RowCount"/>, Lengths[modality]].</summary>
    public ReadOnlySpan<float> Values(int modality) => _values[modality].AsSpan(0, RowCount * Columns.Lengths[modality]);

    /// <summary>One row of a modality.</summary>
    public ReadOnlySpan<float> Row(int modality, int row) => Values(modality).Slice(row * Columns.Lengths[modality], Columns.Lengths[modality]);

    /// <summary>Where a modality is present, one a row.</summary>
    public ReadOnlySpan<bool> Present(int modality) => _present[modality].AsSpan(0, RowCount);

    /// <summary>Whether a row has a modality.</summary>
    public bool IsPresent(int modality, int row) => Present(modality)[row];

    /// <summary>Reads all rows of a data view in one pass.</summary>
    /// <param name="data">Has the columns.</param>
    /// <param name="columns">Modalities to read.</param>
    /// <param name="labelColumnName">Key column with the labels (key 0 becomes <see cref="NoLabel"/>), or null to read none.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type or length.</exception>
    /// <exception cref="InvalidDataException">An infinite value, or a row that has no modality at all; the message names row and column.</exception>
    public static ModalityBatch Read(IDataView data, ModalityColumns columns, string? labelColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(columns);
        DataViewSchema.Column[] needed = columns.Bind(data.Schema);
        DataViewSchema.Column? label = null;
        var batch = new ModalityBatch(columns, (int)Math.Min(data.GetRowCount() ?? 0, Array.MaxLength / columns.Lengths.Max()));
        if (labelColumnName is not null)
        {
            (label, batch.ClassCount) = ColumnChecks.FindLabel(data.Schema, labelColumnName);
            needed = [.. needed, label.Value];
        }

        using DataViewRowCursor cursor = data.GetRowCursor(needed);
        var reader = new ModalityReader(columns, [.. needed.Take(columns.Count).Select(cursor.GetGetter<VBuffer<float>>)]);
        ValueGetter<uint>? labels = label is { } column ? cursor.GetGetter<uint>(column) : null;
        uint key = 0;
        while (cursor.MoveNext())
        {
            labels?.Invoke(ref key);
            reader.Append(batch, cursor.Position, (int)key - 1);
        }

        return batch;
    }

    /// <summary>Makes a batch from arrays. A NaN in a row makes that modality missing there.</summary>
    /// <param name="columns">Names and lengths.</param>
    /// <param name="values">One row-major matrix a modality, all with the same number of rows.</param>
    /// <param name="labels">One label a row (0 to <paramref name="classCount"/> − 1, or <see cref="NoLabel"/>), or null.</param>
    /// <param name="classCount">Number of classes; 0 without labels.</param>
    /// <exception cref="ArgumentException">Array lengths do not fit each other.</exception>
    /// <exception cref="InvalidDataException">An infinite value, or a row with no modality.</exception>
    public static ModalityBatch FromArrays(ModalityColumns columns, IReadOnlyList<float[]> values, int[]? labels = null, int classCount = 0)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != columns.Count)
        {
            throw new ArgumentException($"{values.Count} matrices for {columns.Count} modalities; each needs one.", nameof(values));
        }

        int rows = values[0].Length / columns.Lengths[0];
        for (int m = 0; m < columns.Count; m++)
        {
            if (values[m].Length != (long)rows * columns.Lengths[m])
            {
                throw new ArgumentException($"Modality '{columns.Names[m]}' has {values[m].Length} values; {rows} rows of {columns.Lengths[m]} need {(long)rows * columns.Lengths[m]}.", nameof(values));
            }
        }

        if (labels is not null && labels.Length != rows)
        {
            throw new ArgumentException($"{labels.Length} labels for {rows} rows; each row needs one.", nameof(labels));
        }

        var batch = new ModalityBatch(columns, rows) { ClassCount = classCount };
        for (int row = 0; row < rows; row++)
        {
            int label = labels?[row] ?? NoLabel;
            if (label < NoLabel || label >= Math.Max(classCount, 0))
            {
                throw new ArgumentOutOfRangeException(nameof(labels), label, $"The label of row {row} must be {NoLabel} (none) or 0 to {classCount - 1}.");
            }

            batch.BeginRow(label);
            for (int m = 0; m < columns.Count; m++)
            {
                batch.SetModality(m, values[m].AsSpan(row * columns.Lengths[m], columns.Lengths[m]), row);
            }

            batch.EndRow(row);
        }

        return batch;
    }

    /// <summary>The same rows with only some modalities present; shares their arrays.</summary>
    /// <remarks>A row that has none of them stays, with nothing present.</remarks>
    /// <param name="modalities">Indices of the modalities to keep.</param>
    public ModalityBatch Keep(params ReadOnlySpan<int> modalities)
    {
        float[][] values = [.. _values];
        bool[][] present = [.. _present];
        for (int m = 0; m < Columns.Count; m++)
        {
            if (!modalities.Contains(m))
            {
                (values[m], present[m]) = (new float[RowCount * Columns.Lengths[m]], new bool[RowCount]);
            }
        }

        return new ModalityBatch(this, values, present, _labels, ClassCount);
    }

    /// <summary>The same rows with other labels; shares their arrays.</summary>
    /// <param name="labels">One a row, 0 to <paramref name="classCount"/> − 1, or <see cref="NoLabel"/>.</param>
    /// <param name="classCount">Classes.</param>
    internal ModalityBatch WithLabels(int[] labels, int classCount) => new(this, _values, _present, labels, classCount);

    /// <summary>The matrices side by side, row-major, [<see cref="RowCount"/>, sum of their lengths]; zeros where a modality is missing.</summary>
    /// <param name="modalities">Indices of the modalities, in the order wanted; none for all.</param>
    public float[] Concatenate(params ReadOnlySpan<int> modalities)
    {
        int[] order = modalities.IsEmpty ? [.. Enumerable.Range(0, Columns.Count)] : modalities.ToArray();
        int width = order.Sum(m => Columns.Lengths[m]);
        float[] rows = new float[checked(RowCount * width)];
        for (int row = 0, next = 0; row < RowCount; row++)
        {
            foreach (int m in order)
            {
                Row(m, row).CopyTo(rows.AsSpan(next));
                next += Columns.Lengths[m];
            }
        }

        return rows;
    }

    /// <summary>Some of the rows, copied, in the order given.</summary>
    internal ModalityBatch Take(ReadOnlySpan<int> rows)
    {
        var taken = new ModalityBatch(Columns, rows.Length) { ClassCount = ClassCount };
        foreach (int row in rows)
        {
            taken.BeginRow(_labels[row]);
            for (int m = 0; m < Columns.Count; m++)
            {
                Row(m, row).CopyTo(taken.OpenModality(m));
                taken._present[m][taken.RowCount - 1] = _present[m][row];
            }
        }

        return taken;
    }
}
