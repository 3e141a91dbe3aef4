using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Rows of a table by their numbers: [rows, D] and [*] to [*, D].</summary>
internal sealed class TableLookup : Node<TableLookup>
{
    private SavedTensor _numbers;
    private SavedShape _table;
    private long? _skipped;

    public static TensorData Apply(TensorData table, TensorData numbers, long? skipped)
    {
        if (numbers.Type is not (ScalarType.Int64 or ScalarType.Int32)) { throw TorchError.Of($"Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got {numbers.Type} instead"); }
        using TensorData source = Copy.Contiguous(table);
        using TensorData wide = Cast.To(numbers, ScalarType.Int64);
        using TensorData rows = Copy.Contiguous(wide);
        ReadOnlySpan<long> indices = rows.Span<long>();
        int length = (int)table.Size(1);
        TensorData result = TensorData.Empty([.. numbers.Shape, length], table.Type);
        int bytes = length * TensorExtensionMethods.ElementSize(table.Type);
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= table.Size(0))
            {
                result.Dispose();
                throw TorchError.Index($"index out of range in self: {indices[i]} of {table.Size(0)} rows");
            }
            source.Bytes().Slice((int)indices[i] * bytes, bytes).CopyTo(result.Bytes()[(i * bytes)..]);
        }
        if (Graph.Records(table))
        {
            TableLookup node = Rent();
            node.SetInputs(table);
            node._numbers.Save(rows);
            (node._table, node._skipped) = (new SavedShape(table), skipped);
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        using TensorData dy = Copy.Contiguous(gradient);
        TensorData table = TensorData.Zeros(_table.Sizes, _table.Type);
        if (dy.Type == ScalarType.Float64) { Scatter<double>(dy, table); }
        else { Scatter<float>(dy, table); }
        Input0!.Accumulate(table);
    }

    protected override void ReleaseSaved() => _numbers.Release();

    private void Scatter<T>(TensorData gradient, TensorData table)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        ReadOnlySpan<long> rows = _numbers.Value.Span<long>();
        ReadOnlySpan<T> dy = gradient.Span<T>();
        Span<T> sums = table.Span<T>();
        int length = (int)table.Size(1);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] == _skipped) { continue; }
            Span<T> sum = sums.Slice((int)rows[i] * length, length);
            System.Numerics.Tensors.TensorPrimitives.Add(sum, dy.Slice(i * length, length), sum);
        }
    }
}
