namespace TorchSharp;

/// <summary>x with α times whole source slices added at a list of positions along one dimension.</summary>
internal sealed class IndexAdd : Node<IndexAdd>
{
    private SavedTensor _index;
    private int _dimension;
    private double _alpha;

    public static TensorData Apply(TensorData x, long dimension, TensorData index, TensorData source, double alpha)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        using TensorData whole = IndexWalk.Whole(index);
        Dimensions expected = new(x.Shape);
        expected[d] = whole.Count;
        if (!source.Shape.SequenceEqual(expected.Span(x.Rank)) || source.Type != x.Type)
        {
            throw TorchError.Of($"index_add_(): source is {source.Type} {Shapes.Describe(source.Shape)}; with this index it has to be {x.Type} {Shapes.Describe(expected.Span(x.Rank))}");
        }
        TensorData result = Copy.Clone(x);
        IndexSelect.AddInto(result, d, whole, source, alpha);
        if (Graph.Records(x, source))
        {
            IndexAdd node = Rent();
            node.SetInputs(x, source);
            node._index.Save(whole);
            (node._dimension, node._alpha) = (d, alpha);
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        Input0?.Accumulate(gradient.AddReference());
        if (Input1 is not null)
        {
            TensorData picked = IndexSelect.Values(gradient, _dimension, _index.Value);
            if (_alpha != 1)
            {
                using TensorData unscaled = picked;
                picked = Elementwise.Binary<MultiplyOperation>(unscaled, _alpha);
            }
            Input1.Accumulate(picked);
        }
    }

    protected override void ReleaseSaved() => _index.Release();
}
