using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>x at the positions an index tensor gives along one dimension.</summary>
internal sealed class Gather : Node<Gather>
{
    private SavedTensor _index;
    private SavedShape _input;
    private int _dimension;

    public static TensorData Apply(TensorData x, long dimension, TensorData index)
    {
        int d = Shapes.Wrap(dimension, x.Rank);
        using TensorData whole = IndexWalk.Whole(index);
        TensorData result = Values(x, d, whole);
        Record(x, d, whole, result);
        return result;
    }

    /// <summary>Puts the node of a gather behind a result that was computed in another way.</summary>
    public static void Record(TensorData x, int dimension, TensorData index, TensorData result)
    {
        if (Graph.Records(x))
        {
            Gather node = Rent();
            node.SetInputs(x);
            node._index.Save(index);
            (node._input, node._dimension) = (new SavedShape(x), dimension);
            result.SetNode(node);
        }
    }

    /// <summary>The values alone, outside the graph.</summary>
    public static TensorData Values(TensorData x, int dimension, TensorData index)
    {
        TensorData result = TensorData.Empty(index.Shape, x.Type);
        var walk = new IndexWalk(x, dimension, index);
        switch (x.Type.ElementSize())
        {
            case 8: Read<long>(x, walk, result); break;
            case 4: Read<int>(x, walk, result); break;
            case 2: Read<short>(x, walk, result); break;
            default: Read<byte>(x, walk, result); break;
        }
        return result;
    }

    protected override void Backward(TensorData gradient) =>
        Scatter.AddInto(Input0!.GradientBuffer(_input.Sizes, _input.Type), _dimension, _index.Value, gradient);

    protected override void ReleaseSaved() => _index.Release();

    private static void Read<T>(TensorData x, IndexWalk walk, TensorData result) where T : unmanaged
    {
        Span<T> values = result.Span<T>();
        ref T x0 = ref x.First<T>();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Unsafe.Add(ref x0, walk.Next());
        }
    }
}
