using System.Runtime.CompilerServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Fully connected layers one after the other, with or without a ReLU behind each: [*, in] to [*, out].</summary>
/// <remarks>
/// Where the weights are small, a thread takes its part of the rows through all layers, forward and backward, while they are in its cache; the parts' sums of the weights' gradients are added in their order, so
/// that the bits do not depend on the number of threads. Where they are large, every product is shared among the threads.
/// </remarks>
internal sealed partial class AffineChain : Node<AffineChain>
{
    public const int MostLayers = 8;

    private const int LargestOfParts = 1 << 15; // weights of a layer up to which threads share rows
    private const int FewestRows = 128; // for two parts
    private const int RowsOfPart = 256; // where there are more
    private const int MostParts = 8;

    private readonly Link[] _links = new Link[MostLayers];
    private SavedTensor _rectified; // the result, where the last layer rectifies
    private SavedShape _inputShape;
    private int _count, _parts;

    public static TensorData Apply(TensorData input, AffineLayer layer)
    {
        AffineLayer.List layers = default;
        layers[0] = layer;
        return Apply(input, layers, 1);
    }

    /// <summary>Runs the first <paramref name="count"/> layers.</summary>
    public static TensorData Apply(TensorData input, in AffineLayer.List layers, int count)
    {
        Check(input, layers, count);
        using TensorData x = Matrix(input);
        int rows = (int)x.Size(0), parts = PartsOf(rows, layers, count);
        var forward = new ForwardJob { Count = count, Rows = rows, Parts = parts };
        forward.Values[0] = x;
        for (int i = 0; i < count; i++)
        {
            AffineLayer layer = layers[i];
            forward.Layers[i] = new AffineLayer(Copy.Contiguous(layer.Weight), layer.Bias is null ? null : Copy.Contiguous(layer.Bias), layer.Rectifies);
            forward.Values[i + 1] = TensorData.Empty([rows, layer.Outputs], x.Type);
        }
        Parallelism.For(parts, 1, forward);

        TensorData last = forward.Values[count]!;
        TensorData result = last;
        if (input.Rank != 2)
        {
            Dimensions shape = new(input.Shape);
            shape[input.Rank - 1] = last.Size(1);
            result = Reshape.Window(last, shape.Span(input.Rank));
            last.Dispose();
        }
        Record(input, layers, forward, result);
        for (int i = 0; i < count; i++)
        {
            forward.Layers[i].Weight.Dispose();
            forward.Layers[i].Bias?.Dispose();
            if (i > 0) { forward.Values[i]!.Dispose(); }
        }
        return result;
    }

    protected override void ReleaseSaved()
    {
        for (int i = 0; i < _count; i++)
        {
            _links[i].Input.Release();
            _links[i].Weight.Release();
        }
        _rectified.Release();
    }

    private static void Record(TensorData input, in AffineLayer.List layers, in ForwardJob forward, TensorData result)
    {
        int count = forward.Count;
        Inputs inputs = default;
        inputs[0] = input;
        bool records = Graph.Records(input);
        for (int i = 0; i < count; i++)
        {
            AffineLayer layer = layers[i];
            (inputs[(2 * i) + 1], inputs[(2 * i) + 2]) = (layer.Weight, layer.Bias);
            records |= Graph.Records(layer.Weight) || (layer.Bias is not null && Graph.Records(layer.Bias));
        }
        if (!records)
        {
            return;
        }
        AffineChain node = Rent();
        node.SetInputs(((ReadOnlySpan<TensorData?>)inputs)[..((2 * count) + 1)]);
        (node._count, node._parts, node._inputShape) = (count, forward.Parts, new SavedShape(input));
        for (int i = 0; i < count; i++)
        {
            ref Link link = ref node._links[i];
            AffineLayer layer = forward.Layers[i];
            link.Input.Save(forward.Values[i]!);
            link.Weight.Save(layer.Weight);
            (link.Inputs, link.Outputs, link.Rectifies) = (layer.Inputs, layer.Outputs, layer.Rectifies);
        }
        if (forward.Layers[count - 1].Rectifies)
        {
            node._rectified.SaveResult(result);
        }
        result.SetNode(node);
    }

    /// <summary>The same for every number of threads.</summary>
    private static int PartsOf(int rows, in AffineLayer.List layers, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if ((long)layers[i].Inputs * layers[i].Outputs > LargestOfParts)
            {
                return 1;
            }
        }
        return rows < FewestRows ? 1 : Math.Clamp(rows / RowsOfPart, 2, MostParts);
    }

    private static (int First, int Count) RowsOfOne(int part, int parts, int rows)
    {
        int first = (int)((long)part * rows / parts);
        return (first, (int)((part + 1L) * rows / parts) - first);
    }

    /// <summary>The rows along the last dimension, copied only where they have gaps. Owned by the caller.</summary>
    private static TensorData Matrix(TensorData x)
    {
        if (x.Rank == 2 && Matrices.HasDenseRows(x))
        {
            return x.AddReference();
        }
        using TensorData dense = Copy.Contiguous(x);
        long width = x.Size(x.Rank - 1);
        return dense.View([width == 0 ? Shapes.Count(x.Shape[..^1]) : x.Count / width, width], [width, 1], dense.Offset);
    }

    private static void Check(TensorData input, in AffineLayer.List layers, int count)
    {
        long width = input.Rank == 0 ? 0 : input.Size(input.Rank - 1), rows = width == 0 ? 0 : input.Count / width;
        for (int i = 0; i < count; i++)
        {
            (TensorData weight, TensorData? bias, _) = layers[i];
            if (weight.Rank != 2 || input.Rank == 0) { throw TorchError.Of($"linear: expected an input of at least one dimension and a weight of two, got {Shapes.Describe(input.Shape)} and {Shapes.Describe(weight.Shape)}"); }
            if (width != weight.Size(1)) { throw TorchError.Of($"mat1 and mat2 shapes cannot be multiplied ({rows}x{width} and {weight.Size(1)}x{weight.Size(0)})"); }
            if (input.Type != weight.Type || (bias is not null && bias.Type != weight.Type)) { throw TorchError.Of($"linear: expected input and weight of one dtype, but got: {input.Type} != {weight.Type}"); }
            if (bias is not null && (bias.Rank != 1 || bias.Count != weight.Size(0))) { throw TorchError.Of($"linear: a bias of shape {Shapes.Describe(bias.Shape)} does not fit {weight.Size(0)} outputs"); }
            width = weight.Size(0);
        }
    }

    /// <summary>What a layer needs on the way back.</summary>
    private struct Link
    {
        public SavedTensor Input, Weight;
        public int Inputs, Outputs;
        public bool Rectifies;
    }

    [InlineArray(MostLayers + 1)]
    private struct Values
    {
        private TensorData? _first;
    }

    [InlineArray((2 * MostLayers) + 1)]
    private struct Inputs
    {
        private TensorData? _first;
    }
}
