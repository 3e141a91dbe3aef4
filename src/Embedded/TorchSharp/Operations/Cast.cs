using System.Numerics;
using System.Numerics.Tensors;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions between element types. Real to whole numbers cuts off the fraction; anything but 0 is true.</summary>
internal static class Cast
{
    /// <summary>The tensor itself (one more reference) where it has the type already, else a contiguous copy.</summary>
    public static TensorData To(TensorData source, ScalarType type)
    {
        if (source.Type == type)
        {
            return source.AddReference();
        }
        using TensorData contiguous = Copy.Contiguous(source);
        TensorData result = TensorData.Empty(source.Shape, type);
        switch (source.Type)
        {
            case ScalarType.Float32: From<float>(contiguous, result); break;
            case ScalarType.Float64: From<double>(contiguous, result); break;
            case ScalarType.Int64: From<long>(contiguous, result); break;
            case ScalarType.Int32: From<int>(contiguous, result); break;
            case ScalarType.Int16: From<short>(contiguous, result); break;
            case ScalarType.Int8: From<sbyte>(contiguous, result); break;
            case ScalarType.Byte or ScalarType.Bool: From<byte>(contiguous, result); break;
            default: throw Elementwise.Unsupported(source.Type);
        }
        return result;
    }

    /// <summary>After arithmetic on the bytes of a Bool tensor: everything but 0 becomes 1.</summary>
    public static void NormalizeBool(TensorData data)
    {
        if (data.IsContiguous)
        {
            TensorPrimitives.Min<byte>(data.Span<byte>(), 1, data.Span<byte>());
            return;
        }
        using TensorData copy = Copy.Clone(data);
        NormalizeBool(copy);
        Copy.Into(copy, data);
    }

    private static void From<TFrom>(TensorData source, TensorData result) where TFrom : unmanaged, INumber<TFrom> =>
        Elementwise.Split((int)result.Count, new Job<TFrom>(source, result));

    private readonly struct Job<TFrom>(TensorData source, TensorData result) : IRangeJob
        where TFrom : unmanaged, INumber<TFrom>
    {
        public void Run(int start, int end)
        {
            ReadOnlySpan<TFrom> from = source.Span<TFrom>()[start..end];
            switch (result.Type)
            {
                case ScalarType.Float32: TensorPrimitives.ConvertTruncating(from, result.Span<float>()[start..end]); break;
                case ScalarType.Float64: TensorPrimitives.ConvertTruncating(from, result.Span<double>()[start..end]); break;
                case ScalarType.Int64: TensorPrimitives.ConvertTruncating(from, result.Span<long>()[start..end]); break;
                case ScalarType.Int32: TensorPrimitives.ConvertTruncating(from, result.Span<int>()[start..end]); break;
                case ScalarType.Int16: TensorPrimitives.ConvertTruncating(from, result.Span<short>()[start..end]); break;
                case ScalarType.Int8: TensorPrimitives.ConvertTruncating(from, result.Span<sbyte>()[start..end]); break;
                case ScalarType.Byte: TensorPrimitives.ConvertTruncating(from, result.Span<byte>()[start..end]); break;
                case ScalarType.Bool:
                    Span<bool> truth = result.Span<bool>()[start..end];
                    for (int i = 0; i < from.Length; i++)
                    {
                        truth[i] = from[i] != TFrom.Zero;
                    }
                    break;
                default: throw Elementwise.Unsupported(result.Type);
            }
        }
    }
}
