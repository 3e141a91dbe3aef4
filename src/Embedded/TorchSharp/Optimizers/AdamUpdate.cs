using System.Numerics;
using System.Runtime.InteropServices;
using MultimodalML.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A step of Adam for all parameters of a group, in one pass over their values that the threads share.</summary>
internal sealed class AdamUpdate
{
    private const int BlockLength = 1024;
    private const int BlocksOfPart = 8;

    private Item[] _items = new Item[16];
    private int _count;

    /// <summary>One parameter's numbers, which depend on the steps it has done.</summary>
    public readonly struct Settings
    {
        public Settings()
        {
        }

        public double Beta1 { get; init; }

        public double Beta2 { get; init; }

        /// <summary>Learning rate over the bias correction of the first mean.</summary>
        public double Rate { get; init; }

        /// <summary>1 over the root of the bias correction of the second mean.</summary>
        public double SecondScale { get; init; }

        public double Epsilon { get; init; }

        /// <summary>What the weights are multiplied by first: 1 is no decoupled decay.</summary>
        public double Shrinkage { get; init; } = 1;

        /// <summary>Share of the weights that is added to the gradient.</summary>
        public double Decay { get; init; }

        /// <summary>-1 climbs.</summary>
        public double Sign { get; init; } = 1;
    }

    /// <summary>Notes a parameter for <see cref="Run"/>; takes over the gradient, which has no gaps.</summary>
    public void Add(Tensor parameter, TensorData gradient, Tensor mean, Tensor square, Tensor? largest, in Settings settings)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, 2 * _count);
        }
        _items[_count] = new Item
        {
            FirstBlock = _count == 0 ? 0 : _items[_count - 1].EndBlock,
            Parameter = parameter.Data,
            Gradient = gradient,
            Mean = mean.Data,
            Square = square.Data,
            Largest = largest?.Data,
            Settings = settings,
        };
        _count++;
    }

    /// <summary>Updates all that was added, and forgets it.</summary>
    public void Run()
    {
        if (_count > 0)
        {
            Parallelism.For(_items[_count - 1].EndBlock, BlocksOfPart, new Job { Items = _items });
        }
        for (int i = 0; i < _count; i++)
        {
            _items[i].Parameter.Buffer.Touch();
            _items[i].Gradient.Dispose();
        }
        Array.Clear(_items, 0, _count);
        _count = 0;
    }

    private static void Update<T>(Span<T> weights, ReadOnlySpan<T> gradients, Span<T> means, Span<T> squares, Span<T> largest, in Settings settings)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T beta1, T beta2) = (T.CreateTruncating(settings.Beta1), T.CreateTruncating(settings.Beta2));
        (T rest1, T rest2) = (T.CreateTruncating(1 - settings.Beta1), T.CreateTruncating(1 - settings.Beta2));
        (T rate, T scale, T epsilon) = (T.CreateTruncating(settings.Rate), T.CreateTruncating(settings.SecondScale), T.CreateTruncating(settings.Epsilon));
        (T shrinkage, T decay, T sign) = (T.CreateTruncating(settings.Shrinkage), T.CreateTruncating(settings.Decay), T.CreateTruncating(settings.Sign));

        Span<Vector<T>> w = MemoryMarshal.Cast<T, Vector<T>>(weights), m = MemoryMarshal.Cast<T, Vector<T>>(means);
        Span<Vector<T>> v = MemoryMarshal.Cast<T, Vector<T>>(squares), top = MemoryMarshal.Cast<T, Vector<T>>(largest);
        ReadOnlySpan<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradients);
        for (int i = 0; i < g.Length; i++)
        {
            Vector<T> gradient = (g[i] * sign) + (w[i] * decay);
            m[i] = (m[i] * beta1) + (gradient * rest1);
            v[i] = (v[i] * beta2) + (gradient * gradient * rest2);
            Vector<T> second = v[i];
            if (!top.IsEmpty) { second = top[i] = Vector.Max(top[i], second); }
            w[i] = (w[i] * shrinkage) - (m[i] * rate / ((Vector.SquareRoot(second) * scale) + new Vector<T>(epsilon)));
        }
        for (int i = g.Length * Vector<T>.Count; i < gradients.Length; i++)
        {
            T gradient = (gradients[i] * sign) + (weights[i] * decay);
            means[i] = (means[i] * beta1) + (gradient * rest1);
            squares[i] = (squares[i] * beta2) + (gradient * gradient * rest2);
            T second = squares[i];
            if (!largest.IsEmpty) { second = largest[i] = T.Max(largest[i], second); }
            weights[i] = (weights[i] * shrinkage) - (means[i] * rate / ((T.Sqrt(second) * scale) + epsilon));
        }
    }

    private struct Item
    {
        public int FirstBlock;
        public TensorData Parameter, Gradient, Mean, Square;
        public TensorData? Largest;
        public Settings Settings;

        public readonly int EndBlock => FirstBlock + (int)((Parameter.Count + BlockLength - 1) / BlockLength);

        public readonly void Run(int fromBlock, int toBlock)
        {
            int from = (fromBlock - FirstBlock) * BlockLength, to = (int)Math.Min(Parameter.Count, (toBlock - FirstBlock) * (long)BlockLength);
            if (Parameter.Type == ScalarType.Float64) { Run<double>(from, to); }
            else { Run<float>(from, to); }
        }

        private readonly void Run<T>(int from, int to) where T : unmanaged, IFloatingPointIeee754<T> => Update(
            Parameter.Span<T>()[from..to], Gradient.Span<T>()[from..to], Mean.Span<T>()[from..to], Square.Span<T>()[from..to],
            Largest is null ? default : Largest.Span<T>()[from..to], Settings);
    }

    /// <summary>Runs over the blocks of all parameters, one parameter after another.</summary>
    private struct Job : IRangeJob
    {
        public Item[] Items;

        public readonly void Run(int from, int to)
        {
            int item = 0;
            while (Items[item].EndBlock <= from)
            {
                item++;
            }
            for (int block = from; block < to; item++)
            {
                int end = Math.Min(to, Items[item].EndBlock);
                if (end > block) // a parameter may be empty
                {
                    Items[item].Run(block, end);
                    block = end;
                }
            }
        }
    }
}
