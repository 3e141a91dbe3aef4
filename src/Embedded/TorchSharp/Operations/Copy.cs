using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;

namespace TorchSharp;

/// <summary>Copies values, outside the graph of gradients.</summary>
internal static class Copy
{
    /// <summary>The same values in new, contiguous memory.</summary>
    public static TensorData Clone(TensorData source)
    {
        TensorData copy = source.EmptyLike();
        Into(source, copy);
        return copy;
    }

    /// <summary>The tensor itself (one more reference) where it has no gaps, else a copy.</summary>
    public static TensorData Contiguous(TensorData source) => source.IsContiguous ? source.AddReference() : Clone(source);

    /// <summary>Writes the source, broadcast and converted, over the target.</summary>
    public static void Into(TensorData source, TensorData target)
    {
        if (source.Type != target.Type)
        {
            using TensorData converted = Cast.To(source, target.Type);
            Into(converted, target);
            return;
        }
        Elementwise.RequireBroadcastTo(source, target);
        if (source.IsContiguous && target.IsContiguous && source.Count == target.Count)
        {
            source.Bytes().CopyTo(target.Bytes());
            return;
        }
        switch (TensorExtensionMethods.ElementSize(source.Type))
        {
            case 8: Into<long>(source, target); break;
            case 4: Into<int>(source, target); break;
            case 2: Into<short>(source, target); break;
            default: Into<byte>(source, target); break;
        }
    }

    private static void Into<T>(TensorData source, TensorData target) where T : unmanaged
    {
        if (target.Count == 0)
        {
            return;
        }
        var rows = new StridedRows(target.Shape, target, source);
        Parallelism.For(checked((int)rows.RowCount), Elementwise.GrainOfRows(rows.Length), new Job<T>(source, target));
    }

    private readonly struct Job<T>(TensorData source, TensorData target) : IRangeJob
        where T : unmanaged
    {
        public void Run(int from, int to)
        {
            ref T source0 = ref source.First<T>();
            ref T target0 = ref target.First<T>();
            var rows = new StridedRows(target.Shape, target, source);
            rows.MoveTo(from);
            for (int row = from; row < to; row++, rows.Next())
            {
                Row(ref Unsafe.Add(ref source0, rows.Start1), rows.Step1, ref Unsafe.Add(ref target0, rows.Start0), rows.Step0, rows.Length);
            }
        }

        private static void Row(ref T source, nint sourceStep, ref T target, nint targetStep, int length)
        {
            if (targetStep != 1)
            {
                for (int i = 0; i < length; i++)
                {
                    Unsafe.Add(ref target, i * targetStep) = Unsafe.Add(ref source, i * sourceStep);
                }
                return;
            }
            Span<T> destination = MemoryMarshal.CreateSpan(ref target, length);
            switch (sourceStep)
            {
                case 1: MemoryMarshal.CreateReadOnlySpan(ref source, length).CopyTo(destination); break;
                case 0: destination.Fill(source); break;
                default: Strided.Gather(ref source, sourceStep, destination); break;
            }
        }
    }
}
