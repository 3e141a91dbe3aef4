using MultimodalML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Fusion;

/// <summary>The training rows on the device: scaled inputs (zeros where missing) and labels.</summary>
internal sealed class TrainingRows : IDisposable
{
    private readonly Tensor _inputs; // [rows, lengths of all modalities]: a row is one piece of memory
    private readonly int[] _lengths;
    private readonly Tensor? _path;
    private readonly Tensor _pathBlocks;
    private readonly bool _pathIsSum;
    private readonly Tensor _labels;
    private readonly bool[][] _present;
    private readonly Device _device;
    private readonly bool _complete;
    private long[] _positions = [];
    private Tensor? _index; // the positions, for all that a step asks of its rows

    /// <param name="batch">All rows.</param>
    /// <param name="rows">Numbers of those to train on.</param>
    /// <param name="scaling">Applied to the inputs.</param>
    /// <param name="path">Its values of every row are kept beside the inputs.</param>
    /// <param name="device">Where the tensors live.</param>
    public TrainingRows(ModalityBatch batch, int[] rows, FeatureScaling scaling, DirectPath path, Device device)
    {
        _device = device;
        _present = [.. Enumerable.Range(0, batch.Columns.Count).Select(m => Array.ConvertAll(rows, row => batch.IsPresent(m, row)))];
        _complete = _present.All(present => !present.Contains(false));
        _lengths = [.. batch.Columns.Lengths];
        _inputs = tensor(Scaled(batch, rows, scaling), [rows.Length, _lengths.Sum()], device: device);
        int pathWidth = path.Parts.Sum(part => part.Length);
        _path = pathWidth == 0 ? null : tensor(PathValues(batch, rows, scaling, path, pathWidth), [rows.Length, pathWidth], device: device);
        _pathBlocks = tensor(Blocks(path, pathWidth), [path.Parts.Count, pathWidth], device: device);
        _pathIsSum = path.IsSum;
        Labels = Array.ConvertAll(rows, row => batch.Labels[row]);
        _labels = tensor(Array.ConvertAll(Labels, label => (long)label), device: device);
    }

    public int Count => Labels.Length;

    public int ModalityCount => _lengths.Length;

    public int[] Labels { get; }

    /// <summary>The inputs of some rows, one tensor a modality.</summary>
    public Tensor[] Inputs(int[] rows)
    {
        using Tensor all = _inputs.index_select(0, Index(rows));
        var inputs = new Tensor[_lengths.Length];
        for (int m = 0, start = 0; m < inputs.Length; start += _lengths[m++])
        {
            inputs[m] = all.narrow(1, start, _lengths[m]);
        }
        return inputs;
    }

    /// <summary>The path's values of some rows, [rows, length], 0 where a modality is not shown; null without a path.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="presence">What is shown, or null for all.</param>
    /// <param name="view">Applied to the values, before what is not shown is left out where parts stand beside each other; null for none.</param>
    public Tensor? Path(int[] rows, Tensor? presence, Func<Tensor, Tensor>? view = null)
    {
        if (_path is null)
        {
            return null;
        }

        if (presence is null && view is null && !_pathIsSum)
        {
            return _path.index_select(0, Index(rows));
        }

        using var scope = NewDisposeScope();
        Tensor values = _path.index_select(0, Index(rows));
        Tensor? shown = presence?.matmul(_pathBlocks);
        if (_pathIsSum)
        {
            values = (shown is null ? values : values * shown).reshape(rows.Length, ModalityCount, -1).sum(1);
            return (view?.Invoke(values) ?? values).MoveToOuterDisposeScope();
        }

        values = view?.Invoke(values) ?? values;
        return (shown is null ? values : values * shown).MoveToOuterDisposeScope();
    }

    /// <summary>The labels of some rows, [rows] of Int64.</summary>
    public Tensor LabelsOf(int[] rows) => _labels.index_select(0, Index(rows));

    /// <summary>1 where a row has a modality, [rows, modalities]; null when that is everywhere.</summary>
    public Tensor? Presence(int[] rows) => Presence(rows, [.. _present.Select(_ => true)]);

    /// <summary>1 where a row has a modality that is shown, [rows, modalities]; null when that is everywhere. A row that has none of those shown keeps all it has.</summary>
    public Tensor? Presence(int[] rows, bool[] shown)
    {
        if (_complete && !shown.Contains(false))
        {
            return null;
        }

        int count = ModalityCount;
        var presence = new float[rows.Length * count];
        for (int i = 0; i < rows.Length; i++)
        {
            bool any = false;
            for (int m = 0; m < count; m++)
            {
                any |= shown[m] && _present[m][rows[i]];
            }
            for (int m = 0; m < count; m++)
            {
                presence[(i * count) + m] = (shown[m] || !any) && _present[m][rows[i]] ? 1 : 0;
            }
        }
        return tensor(presence, [rows.Length, count], device: _device);
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _path?.Dispose();
        _pathBlocks.Dispose();
        _labels.Dispose();
        _index?.Dispose();
    }

    private static float[] Scaled(ModalityBatch batch, int[] rows, FeatureScaling scaling)
    {
        IReadOnlyList<int> lengths = batch.Columns.Lengths;
        var values = new float[checked(rows.Length * lengths.Sum())];
        int start = 0;
        foreach (int r in rows)
        {
            for (int m = 0; m < lengths.Count; start += lengths[m++])
            {
                if (batch.IsPresent(m, r))
                {
                    Span<float> row = values.AsSpan(start, lengths[m]);
                    batch.Row(m, r).CopyTo(row);
                    scaling.Modalities[m].Apply(row);
                }
            }
        }
        return values;
    }

    /// <summary>[rows, width]: the parts' values one after the other, those of a sum too.</summary>
    private static float[] PathValues(ModalityBatch batch, int[] rows, FeatureScaling scaling, DirectPath path, int width)
    {
        var values = new float[checked(rows.Length * width)];
        var scratch = new float[path.ScratchLength(1)];
        int start = 0;
        for (int m = 0; m < path.Parts.Count; m++)
        {
            float[] row = new float[batch.Columns.Lengths[m]];
            for (int i = 0; i < rows.Length; i++)
            {
                if (batch.IsPresent(m, rows[i]))
                {
                    batch.Row(m, rows[i]).CopyTo(row);
                    scaling.Modalities[m].Apply(row);
                    path.Parts[m].Apply(row, 1, values.AsSpan((i * width) + start), width, scratch);
                }
            }
            start += path.Parts[m].Length;
        }
        return values;
    }

    /// <summary>[modalities, width], 1 where a value is of the modality.</summary>
    private static float[] Blocks(DirectPath path, int width)
    {
        var blocks = new float[path.Parts.Count * width];
        int start = 0;
        for (int m = 0; m < path.Parts.Count; m++)
        {
            blocks.AsSpan((m * width) + start, path.Parts[m].Length).Fill(1);
            start += path.Parts[m].Length;
        }
        return blocks;
    }

    private Tensor Index(int[] rows)
    {
        bool isNew = _index is null || _positions.Length != rows.Length;
        if (_positions.Length != rows.Length)
        {
            _positions = new long[rows.Length];
        }
        for (int i = 0; i < rows.Length; i++)
        {
            isNew |= _positions[i] != rows[i];
            _positions[i] = rows[i];
        }
        if (isNew)
        {
            _index?.Dispose();
            _index = tensor(_positions, device: _device).DetachFromDisposeScope();
        }
        return _index!;
    }
}
