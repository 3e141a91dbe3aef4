using System.Numerics;
using System.Numerics.Tensors;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>−ln p of the right class, from scores (cross-entropy) or from logarithms of probabilities: [N, C] and [N] to [N] or a single value.</summary>
/// <remarks>Loss of a row: (1 − ε) w_t (−ln p_t) + ε/C Σ w_c (−ln p_c), ε the smoothing; the mean is over the sum of w_t. Szegedy et al. 2016 for ε.</remarks>
internal sealed class ClassLoss : Node<ClassLoss>
{
    private Settings _settings;
    private SavedTensor _probabilities; // of scores; of logarithms nothing is needed
    private SavedTensor _target, _weight;
    private SavedShape _shape;
    private double _scale;
    private bool _isWeighted;

    internal readonly record struct Settings(bool FromScores, long Ignored, nn.Reduction Reduction, double Smoothing);

    public static TensorData Apply(TensorData input, TensorData target, TensorData? weight, in Settings settings)
    {
        Check(input, target, weight, settings);
        using TensorData x = Copy.Contiguous(input);
        using TensorData t = Copy.Contiguous(target);
        using TensorData? w = weight is null ? null : Copy.Contiguous(weight);
        bool records = Graph.Records(input);
        using TensorData? probabilities = records && settings.FromScores ? x.EmptyLike() : null;
        using TensorData losses = TensorData.Empty(target.Shape, input.Type);
        double sum = 0, weights = 0;
        if (x.Type == ScalarType.Float64) { Forward<double>(x, t, w, probabilities, losses, settings, ref sum, ref weights); }
        else { Forward<float>(x, t, w, probabilities, losses, settings, ref sum, ref weights); }

        double scale = settings.Reduction == nn.Reduction.Mean ? 1 / weights : 1;
        TensorData result = settings.Reduction == nn.Reduction.None ? losses.AddReference() : Fill.Full([], input.Type, sum * scale);
        if (records)
        {
            ClassLoss node = Rent();
            node.SetInputs(input);
            (node._settings, node._scale, node._shape, node._isWeighted) = (settings, scale, new SavedShape(input), w is not null);
            if (probabilities is not null) { node._probabilities.Save(probabilities); }
            node._target.Save(t);
            if (w is not null) { node._weight.Save(w); }
            result.SetNode(node);
        }
        return result;
    }

    protected override void Backward(TensorData gradient)
    {
        using TensorData g = Copy.Contiguous(gradient);
        TensorData dx = TensorData.Zeros(_shape.Sizes, _shape.Type);
        if (dx.Type == ScalarType.Float64) { Backward<double>(g, dx); }
        else { Backward<float>(g, dx); }
        Input0!.Accumulate(dx);
    }

    protected override void ReleaseSaved()
    {
        _probabilities.Release();
        _target.Release();
        _weight.Release();
    }

    private static void Forward<T>(
        TensorData x, TensorData t, TensorData? w, TensorData? probabilities, TensorData result, in Settings settings, ref double sum, ref double weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int classes = Rows.Length(x);
        ReadOnlySpan<T> inputs = x.Span<T>();
        ReadOnlySpan<long> targets = t.Span<long>();
        Span<T> losses = result.Span<T>();
        ReadOnlySpan<T> classWeights = w is null ? default : w.Span<T>();
        Span<T> scratch = probabilities is null ? new T[classes] : probabilities.Span<T>();
        for (int i = 0; i < targets.Length; i++)
        {
            long label = targets[i];
            ReadOnlySpan<T> row = inputs.Slice(i * classes, classes);
            T logSum = T.Zero;
            if (settings.FromScores)
            {
                Span<T> p = probabilities is null ? scratch : scratch.Slice(i * classes, classes);
                T largest = TensorPrimitives.Max(row);
                TensorPrimitives.Subtract(row, largest, p);
                TensorPrimitives.Exp<T>(p, p);
                T total = TensorPrimitives.Sum<T>(p);
                if (probabilities is not null) { TensorPrimitives.Multiply(p, T.One / total, p); }
                logSum = largest + T.Log(total);
            }
            if (label == settings.Ignored)
            {
                losses[i] = T.Zero;
                continue;
            }
            RequireClass(label, classes);

            T weight = classWeights.IsEmpty ? T.One : classWeights[(int)label];
            T loss = weight * (logSum - row[(int)label]);
            if (settings.Smoothing > 0)
            {
                T all = classWeights.IsEmpty
                    ? (logSum * T.CreateTruncating(classes)) - TensorPrimitives.Sum(row)
                    : (logSum * TensorPrimitives.Sum(classWeights)) - TensorPrimitives.Dot(row, classWeights);
                loss = (loss * T.CreateTruncating(1 - settings.Smoothing)) + (all * T.CreateTruncating(settings.Smoothing / classes));
            }
            losses[i] = loss;
            sum += double.CreateTruncating(loss);
            weights += double.CreateTruncating(weight);
        }
    }

    private void Backward<T>(TensorData gradient, TensorData dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int classes = Rows.Length(dx);
        ReadOnlySpan<T> gradients = gradient.Span<T>();
        ReadOnlySpan<long> targets = _target.Value.Span<long>();
        Span<T> result = dx.Span<T>();
        ReadOnlySpan<T> classWeights = _isWeighted ? _weight.Value.Span<T>() : default;
        ReadOnlySpan<T> probabilities = _settings.FromScores ? _probabilities.Value.Span<T>() : default;
        T allWeights = classWeights.IsEmpty ? T.CreateTruncating(classes) : TensorPrimitives.Sum(classWeights);
        for (int i = 0; i < targets.Length; i++)
        {
            int label = (int)targets[i];
            if (targets[i] == _settings.Ignored) { continue; }
            T scale = gradients[gradients.Length == 1 ? 0 : i] * T.CreateTruncating(_scale);
            T smooth = scale * T.CreateTruncating(_settings.Smoothing / classes);
            T sharp = scale * T.CreateTruncating(1 - _settings.Smoothing) * (classWeights.IsEmpty ? T.One : classWeights[label]);
            Span<T> row = result.Slice(i * classes, classes);
            if (_settings.FromScores) { TensorPrimitives.Multiply(probabilities.Slice(i * classes, classes), sharp + (smooth * allWeights), row); }
            row[label] -= sharp;
            if (_settings.Smoothing == 0) { continue; }
            if (classWeights.IsEmpty) { TensorPrimitives.Subtract(row, smooth, row); }
            else { TensorPrimitives.MultiplyAdd(classWeights, -smooth, row, row); }
        }
    }

    private static void Check(TensorData input, TensorData target, TensorData? weight, in Settings settings)
    {
        if (target.Type != ScalarType.Int64) { throw TorchError.Of($"expected scalar type Long but found {target.Type}: targets that are class numbers are Int64"); }
        if (target.Rank != 1 || input.Rank != 2 || target.Count != input.Size(0))
        {
            throw TorchError.Of($"Expected input batch_size to match target batch_size: input {Shapes.Describe(input.Shape)}, target {Shapes.Describe(target.Shape)}");
        }
        if (weight is not null && weight.Count != input.Size(1)) { throw TorchError.Of($"weight tensor should be defined either for all {input.Size(1)} classes or no classes but got weight tensor of shape: {Shapes.Describe(weight.Shape)}"); }
        if (settings.Smoothing is < 0 or > 1) { throw TorchError.Of($"label_smoothing must be between 0.0 and 1.0. Got: {settings.Smoothing}"); }
    }

    private static void RequireClass(long label, int classes)
    {
        if (label < 0 || label >= classes) { throw TorchError.Of($"Target {label} is out of bounds: there are {classes} classes."); }
    }
}
