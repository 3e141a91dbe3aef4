using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

internal static partial class Elementwise
{
    /// <summary>f(x); whole numbers become the default real type first.</summary>
    public static TensorData Unary<TOperation>(TensorData x, TOperation operation = default) where TOperation : struct, IUnaryOperation
    {
        using TensorData real = ToReal(x);
        using TensorData source = Copy.Contiguous(real);
        TensorData result = source.EmptyLike();
        UnaryInto(operation, source, result);
        return result;
    }

    /// <summary>x = f(x).</summary>
    public static void UnaryInPlace<TOperation>(TensorData x, TOperation operation = default) where TOperation : struct, IUnaryOperation
    {
        if (x.IsContiguous)
        {
            UnaryInto(operation, x, x);
        }
        else
        {
            using TensorData result = Unary(x, operation);
            Copy.Into(result, x);
        }
        x.Buffer.Touch();
    }

    /// <summary>The formula over a gradient and a saved value of one shape; in the gradient's own memory where nobody else sees it.</summary>
    public static TensorData Gradient<TFormula>(TensorData gradient, TensorData saved, TFormula formula = default) where TFormula : struct, IGradientFormula
    {
        using TensorData s = Copy.Contiguous(saved);
        TensorData result = gradient.IsContiguous && gradient.IsExclusive ? gradient.AddReference() : TensorData.Empty(gradient.Shape, gradient.Type);
        if (result.Type == ScalarType.Float32)
        {
            GradientInto<TFormula, float>(formula, gradient, s, result);
        }
        else
        {
            GradientInto<TFormula, double>(formula, gradient, s, result);
        }
        return result;
    }

    private static void GradientInto<TFormula, T>(TFormula formula, TensorData gradient, TensorData saved, TensorData result)
        where TFormula : struct, IGradientFormula
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (gradient.IsContiguous)
        {
            Split((int)result.Count, new GradientJob<TFormula, T>(formula, gradient, saved, result));
            return;
        }
        var rows = new StridedRows(result.Shape, result, gradient);
        if (rows.Step1 == 1)
        {
            Parallelism.For(checked((int)rows.RowCount), GrainOfRows(rows.Length), new GradientOfRowsJob<TFormula, T>(formula, gradient, saved, result));
            return;
        }
        using TensorData dense = Copy.Clone(gradient);
        GradientInto<TFormula, T>(formula, dense, saved, result);
    }

    public static TensorData ToReal(TensorData x) => is_floating_point(x.Type) ? x.AddReference() : Cast.To(x, get_default_dtype());

    /// <summary>Runs a job over a range, on several threads where it is long.</summary>
    public static void Split<TJob>(int count, TJob job) where TJob : struct, IRangeJob
    {
        if (count <= Grain)
        {
            job.Run(0, count);
        }
        else
        {
            Parallelism.For(count, Grain, job);
        }
    }

    private static void UnaryInto<TOperation>(TOperation operation, TensorData source, TensorData result) where TOperation : struct, IUnaryOperation
    {
        if (result.Type == ScalarType.Float32)
        {
            Split((int)result.Count, new UnaryJob<TOperation, float>(operation, source, result));
        }
        else if (result.Type == ScalarType.Float64)
        {
            Split((int)result.Count, new UnaryJob<TOperation, double>(operation, source, result));
        }
        else
        {
            throw TorchError.Of($"result type Float can't be cast to the desired output type {result.Type}");
        }
    }

    private readonly struct UnaryJob<TOperation, T>(TOperation operation, TensorData source, TensorData result) : IRangeJob
        where TOperation : struct, IUnaryOperation
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to) => operation.Invoke<T>(source.Span<T>()[from..to], result.Span<T>()[from..to]);
    }

    private readonly struct GradientJob<TFormula, T>(TFormula formula, TensorData gradient, TensorData saved, TensorData result) : IRangeJob
        where TFormula : struct, IGradientFormula
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to) =>
            Formula.Apply<TFormula, T>(formula, gradient.Span<T>()[from..to], saved.Span<T>()[from..to], result.Span<T>()[from..to]);
    }

    /// <summary>For a gradient whose rows lie apart; those of the saved value and the result do not.</summary>
    private readonly struct GradientOfRowsJob<TFormula, T>(TFormula formula, TensorData gradient, TensorData saved, TensorData result) : IRangeJob
        where TFormula : struct, IGradientFormula
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            ref T first = ref gradient.First<T>();
            var rows = new StridedRows(result.Shape, result, gradient);
            rows.MoveTo(from);
            for (int row = from; row < to; row++, rows.Next())
            {
                ReadOnlySpan<T> values = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, rows.Start1), rows.Length);
                Formula.Apply<TFormula, T>(formula, values, saved.Span<T>().Slice((int)rows.Start0, rows.Length), result.Span<T>().Slice((int)rows.Start0, rows.Length));
            }
        }
    }
}
