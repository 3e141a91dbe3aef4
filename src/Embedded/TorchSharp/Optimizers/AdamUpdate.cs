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

        private long Step { get; init; }

        /// <summary>The same for a step counted from 1: the two means start at 0 and are too small by what their weights lack.</summary>
        public Settings At(long step, double learningRate) => step == Step // mostly all parameters have done as many
            ? this
            : this with { Step = step, Rate = learningRate / (1 - Math.Pow(Beta1, step)), SecondScale = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step)) };
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

        int done = 0;
        if (largest.IsEmpty)
        {
            ref T w = ref MemoryMarshal.GetReference(weights), m = ref MemoryMarshal.GetReference(means), v = ref MemoryMarshal.GetReference(squares);
            ref T g = ref MemoryMarshal.GetReference(gradients);
            (Vector<T> b1, Vector<T> b2, Vector<T> r1, Vector<T> r2) = (new(beta1), new(beta2), new(rest1), new(rest2));
            (Vector<T> step, Vector<T> root, Vector<T> least, Vector<T> shrink, Vector<T> add, Vector<T> turn) = (new(rate), new(scale), new(epsilon), new(shrinkage), new(decay), new(sign));
            for (; done <= gradients.Length - Vector<T>.Count; done += Vector<T>.Count)
            {
                Vector<T> weight = Vector.LoadUnsafe(ref w, (nuint)done);
                Vector<T> gradient = (Vector.LoadUnsafe(ref g, (nuint)done) * turn) + (weight * add);
                Vector<T> mean = (Vector.LoadUnsafe(ref m, (nuint)done) * b1) + (gradient * r1);
                Vector<T> square = (Vector.LoadUnsafe(ref v, (nuint)done) * b2) + (gradient * gradient * r2);
                mean.StoreUnsafe(ref m, (nuint)done);
                square.StoreUnsafe(ref v, (nuint)done);
                ((weight * shrink) - (mean * step / ((Vector.SquareRoot(square) * root) + least))).StoreUnsafe(ref w, (nuint)done);
            }
        }
        for (int i = done; i < gradients.Length; i++)
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
