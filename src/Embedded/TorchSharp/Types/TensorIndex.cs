namespace TorchSharp;

public static partial class torch
{
    /// <summary>How one dimension is indexed: a position, a range, a tensor of positions or truth values, everything, or a new dimension.</summary>
    public readonly struct TensorIndex
    {
        private TensorIndex(IndexKind kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null) =>
            (Kind, Start, Stop, Step, Positions) = (kind, start, stop, step, tensor);

        internal IndexKind Kind { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? Positions { get; }

        public static TensorIndex Ellipsis = new(IndexKind.Ellipsis);

        public static TensorIndex None = new(IndexKind.NewDimension);

        public static TensorIndex Null = new(IndexKind.NewDimension);

        public static TensorIndex Colon = new(IndexKind.Slice);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(IndexKind.Slice, start, stop, step);

        public static TensorIndex Slice((int?, int?) range) => new(IndexKind.Slice, range.Item1, range.Item2);

        public static TensorIndex Slice(Range range)
        {
            long? start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value;
            return new(IndexKind.Slice, start, stop);
        }

        public static TensorIndex Bool(bool value) => new(IndexKind.Truth, value ? 1 : 0);

        public static TensorIndex Single(long? index) => index is null ? None : new(IndexKind.Single, index);

        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Tensor, tensor: tensor);

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);
    }
}
