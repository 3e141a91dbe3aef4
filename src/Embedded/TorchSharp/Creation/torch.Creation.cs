using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Scalar s_zero = 0, s_one = 1;

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        NewZeros(input.Data.Shape, dtype ?? input.dtype, device, requires_grad);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        NewFull(input.Data.Shape, s_one, dtype ?? input.dtype, device, requires_grad);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        NewEmpty(input.Data.Shape, dtype ?? input.dtype, device, requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        NewFull(input.Data.Shape, value, dtype ?? input.dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(s_zero, stop, s_one, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, s_one, dtype, device, requires_grad);

    /// <summary>start, start + step, … up to but without stop.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        InitializeDevice(device);
        bool areWhole = !start.IsFloating && !stop.IsFloating && !step.IsFloating;
        double count = Math.Ceiling((stop.AsDouble - start.AsDouble) / step.AsDouble);
        if (step.AsDouble == 0)
        {
            throw TorchError.Of("step must be nonzero");
        }
        if (count < 0)
        {
            throw TorchError.Of("upper bound and larger bound inconsistent with step sign");
        }
        using TensorData values = TensorData.Empty([(long)count], areWhole ? ScalarType.Int64 : ScalarType.Float64);
        for (long i = 0; i < values.Count; i++)
        {
            if (areWhole)
            {
                Unsafe.Add(ref values.First<long>(), (nint)i) = start.AsLong + (i * step.AsLong);
            }
            else
            {
                Unsafe.Add(ref values.First<double>(), (nint)i) = start.AsDouble + (i * step.AsDouble);
            }
        }
        return Finish(Cast.To(values, dtype ?? (areWhole ? ScalarType.Int64 : s_defaultType)), requires_grad);
    }

    /// <summary>Evenly spaced numbers from start to end, both included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        InitializeDevice(device);
        using TensorData values = TensorData.Empty([steps], ScalarType.Float64);
        Span<double> span = values.Span<double>();
        double step = steps > 1 ? (end - start) / (steps - 1) : 0;
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = i < steps / 2 ? start + (step * i) : end - (step * (steps - 1 - i)); // from both ends: the last is exact
        }
        if (steps == 1)
        {
            span[0] = start;
        }
        return Finish(Cast.To(values, dtype ?? s_defaultType), requires_grad);
    }

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        columns = columns == -1 ? rows : columns;
        Tensor result = NewZeros([rows, columns], dtype, device, requires_grad: false);
        using TensorData diagonal = result.Data.View([Math.Min(rows, columns)], [columns + 1], 0);
        Fill.Set(diagonal, 1, 1);
        return result.requires_grad_(requires_grad);
    }

    /// <summary>Shares memory with the array: writes go both ways.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>Shares memory with the array unless another type is asked for.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        InitializeDevice(device);
        Dimensions shape = default;
        for (int i = 0; i < rawArray.Rank; i++)
        {
            shape[i] = rawArray.GetLongLength(i);
        }
        ScalarType type = ScalarTypeFacts.Of(rawArray.GetType().GetElementType()!);
        using TensorData shared = TensorData.Wrap(rawArray, shape.Span(rawArray.Rank), type);
        return Finish(Cast.To(shared, dtype ?? type), requires_grad);
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null)
    {
        InitializeDevice(device);
        return dtype is { } type && type != data.dtype ? data.to_type(type) : data.alias();
    }

    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor as_tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    /// <summary>Part of an array, in one dimension, sharing its memory.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        long length = rawArray.LongLength;
        if (offset < 0 || offset >= length)
        {
            throw new ArgumentException($"invalid value for 'offset': {offset}");
        }
        count = count < 0 ? length - offset : count;
        if (count > length - offset)
        {
            throw TorchError.Index($"element count is too large: {count}");
        }
        using TensorData whole = TensorData.Wrap(rawArray, [length], ScalarTypeFacts.Of(rawArray.GetType().GetElementType()!));
        using TensorData part = whole.View([count], [1], offset);
        return Finish(Cast.To(part, dtype), requires_grad);
    }

    private static Tensor NewEmpty(ReadOnlySpan<long> shape, ScalarType? type, Device? device, bool requires_grad)
    {
        InitializeDevice(device);
        return Finish(TensorData.Empty(shape, type ?? s_defaultType), requires_grad);
    }

    private static Tensor NewZeros(ReadOnlySpan<long> shape, ScalarType? type, Device? device, bool requires_grad)
    {
        InitializeDevice(device);
        return Finish(TensorData.Zeros(shape, type ?? s_defaultType), requires_grad);
    }

    private static Tensor NewFull(ReadOnlySpan<long> shape, Scalar value, ScalarType? type, Device? device, bool requires_grad)
    {
        InitializeDevice(device);
        ScalarType valueType = value.Type switch
        {
            ScalarType.Bool => ScalarType.Bool,
            ScalarType.Float32 or ScalarType.Float64 => s_defaultType,
            _ => ScalarType.Int64,
        };
        return Finish(Fill.Full(shape, type ?? valueType, value), requires_grad);
    }

    private static Tensor FromValue<T>(T value, ScalarType? type, Device? device, bool requires_grad) where T : unmanaged
    {
        InitializeDevice(device);
        using TensorData data = TensorData.Empty([], ScalarTypeFacts.Of<T>());
        data.First<T>() = value;
        return Finish(Cast.To(data, type ?? data.Type), requires_grad);
    }

    private static Tensor FromValues<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, ScalarType? type, Device? device, bool requires_grad) where T : unmanaged
    {
        InitializeDevice(device);
        long count = Shapes.Count(shape);
        if (count > values.Length)
        {
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {count} vs. {values.Length}");
        }
        using TensorData data = TensorData.Empty(shape, ScalarTypeFacts.Of<T>());
        values[..(int)count].CopyTo(data.Span<T>());
        return Finish(Cast.To(data, type ?? data.Type), requires_grad);
    }

    private static Tensor FromGrid<T>(Array values, ScalarType? type, Device? device, bool requires_grad) where T : unmanaged
    {
        InitializeDevice(device);
        Dimensions shape = default;
        for (int i = 0; i < values.Rank; i++)
        {
            shape[i] = values.GetLongLength(i);
        }
        ScalarType own = ScalarTypeFacts.Of<T>();
        using TensorData shared = TensorData.Wrap(values, shape.Span(values.Rank), own);
        return Finish(type is { } other && other != own ? Cast.To(shared, other) : Copy.Clone(shared), requires_grad);
    }

    private static T[] ToArray<T>(IList<T> values) => values as T[] ?? [.. values];

    /// <summary>The handle on a new tensor; takes over the caller's reference.</summary>
    private static Tensor Finish(TensorData data, bool requires_grad)
    {
        var tensor = new Tensor(data);
        return requires_grad ? tensor.requires_grad_() : tensor;
    }
}
