namespace TorchSharp;

/// <summary>Walks up to four tensors in step over one shape, a row (the last dimension) at a time, with as few and as long rows as their strides allow.</summary>
internal ref struct StridedRows
{
    private readonly Dimensions _shape;
    private readonly Dimensions _strides0, _strides1, _strides2, _strides3;
    private Dimensions _index;
    private readonly int _outerRank;

    /// <param name="shape">The common shape; every tensor is broadcast to it.</param>
    public StridedRows(ReadOnlySpan<long> shape, TensorData t0, TensorData t1, TensorData? t2 = null, TensorData? t3 = null)
    {
        Span<long> s0 = _strides0.Span(shape.Length), s1 = _strides1.Span(shape.Length), s2 = _strides2.Span(shape.Length), s3 = _strides3.Span(shape.Length);
        Shapes.BroadcastStrides(t0.Shape, t0.Strides, shape, s0);
        Shapes.BroadcastStrides(t1.Shape, t1.Strides, shape, s1);
        if (t2 is not null)
        {
            Shapes.BroadcastStrides(t2.Shape, t2.Strides, shape, s2);
        }
        if (t3 is not null)
        {
            Shapes.BroadcastStrides(t3.Shape, t3.Strides, shape, s3);
        }

        Span<long> sizes = _shape.Span(Dimensions.Limit);
        int rank = 0;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 1)
            {
                continue;
            }
            bool joins = rank > 0
                && s0[rank - 1] == s0[i] * shape[i] && s1[rank - 1] == s1[i] * shape[i]
                && s2[rank - 1] == s2[i] * shape[i] && s3[rank - 1] == s3[i] * shape[i];
            int target = joins ? rank - 1 : rank++;
            sizes[target] = joins ? sizes[target] * shape[i] : shape[i];
            (s0[target], s1[target], s2[target], s3[target]) = (s0[i], s1[i], s2[i], s3[i]);
        }
        if (rank == 0)
        {
            sizes[rank++] = 1;
            (_strides0[0], _strides1[0], _strides2[0], _strides3[0]) = (1, 1, 1, 1);
        }

        _outerRank = rank - 1;
        Length = checked((int)sizes[_outerRank]);
        (Step0, Step1, Step2, Step3) = ((nint)_strides0[_outerRank], (nint)_strides1[_outerRank], (nint)_strides2[_outerRank], (nint)_strides3[_outerRank]);
        RowCount = 1;
        for (int i = 0; i < _outerRank; i++)
        {
            RowCount *= sizes[i];
        }
    }

    public long RowCount { get; }

    /// <summary>Rows of the second tensor, without gaps between them, all meet the same row of the first.</summary>
    public readonly bool IsStackOnOneRow => _outerRank == 1 && _strides0[0] == 0 && _strides1[0] == Length && Step0 == 1 && Step1 == 1;

    public int Length { get; }

    /// <summary>From one element of a row to the next, a tensor each.</summary>
    public nint Step0 { get; }

    public nint Step1 { get; }

    public nint Step2 { get; }

    public nint Step3 { get; }

    /// <summary>Where the current row starts, relative to each tensor's first element.</summary>
    public nint Start0 { get; private set; }

    public nint Start1 { get; private set; }

    public nint Start2 { get; private set; }

    public nint Start3 { get; private set; }

    /// <summary>Goes to a row by its number; called once, before <see cref="Next"/>.</summary>
    public void MoveTo(long row)
    {
        for (int i = _outerRank - 1; i >= 0 && row > 0; i--)
        {
            (row, long index) = Math.DivRem(row, _shape[i]);
            _index[i] = index;
            Start0 += (nint)(_strides0[i] * index);
            Start1 += (nint)(_strides1[i] * index);
            Start2 += (nint)(_strides2[i] * index);
            Start3 += (nint)(_strides3[i] * index);
        }
    }

    public void Next()
    {
        for (int i = _outerRank - 1; i >= 0; i--)
        {
            Start0 += (nint)_strides0[i];
            Start1 += (nint)_strides1[i];
            Start2 += (nint)_strides2[i];
            Start3 += (nint)_strides3[i];
            if (++_index[i] < _shape[i])
            {
                return;
            }
            nint size = (nint)_shape[i];
            Start0 -= (nint)_strides0[i] * size;
            Start1 -= (nint)_strides1[i] * size;
            Start2 -= (nint)_strides2[i] * size;
            Start3 -= (nint)_strides3[i] * size;
            _index[i] = 0;
        }
    }
}
