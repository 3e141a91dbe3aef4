using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        ref T source0 = ref source.First<T>();
        ref T target0 = ref target.First<T>();
        var rows = new StridedRows(target.Shape, target, source);
        for (long row = 0; row < rows.RowCount; row++, rows.Next())
        {
            ref T to = ref Unsafe.Add(ref target0, rows.Start0);
            ref T from = ref Unsafe.Add(ref source0, rows.Start1);
            if (rows.Step0 != 1)
            {
                for (int i = 0; i < rows.Length; i++)
                {
                    Unsafe.Add(ref to, i * rows.Step0) = Unsafe.Add(ref from, i * rows.Step1);
                }
                continue;
            }
            Span<T> destination = MemoryMarshal.CreateSpan(ref to, rows.Length);
            switch (rows.Step1)
            {
                case 1: MemoryMarshal.CreateReadOnlySpan(ref from, rows.Length).CopyTo(destination); break;
                case 0: destination.Fill(from); break;
                default: Strided.Gather(ref from, rows.Step1, destination); break;
            }
        }
    }
}
