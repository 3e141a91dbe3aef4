namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => new(Comparisons.Compare<EqualComparison>(Data, target.Data));

        public Tensor eq(Scalar target) => CompareWith<EqualComparison>(target);

        public Tensor ne(Tensor target) => new(Comparisons.Compare<NotEqualComparison>(Data, target.Data));

        public Tensor ne(Scalar target) => CompareWith<NotEqualComparison>(target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor lt(Tensor target) => new(Comparisons.Compare<LessComparison>(Data, target.Data));

        public Tensor lt(Scalar target) => CompareWith<LessComparison>(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor le(Tensor target) => new(Comparisons.Compare<LessOrEqualComparison>(Data, target.Data));

        public Tensor le(Scalar target) => CompareWith<LessOrEqualComparison>(target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor gt(Tensor target) => new(Comparisons.Compare<GreaterComparison>(Data, target.Data));

        public Tensor gt(Scalar target) => CompareWith<GreaterComparison>(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor ge(Tensor target) => new(Comparisons.Compare<GreaterOrEqualComparison>(Data, target.Data));

        public Tensor ge(Scalar target) => CompareWith<GreaterOrEqualComparison>(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor equal(Tensor target) => eq(target);

        public Tensor logical_and(Tensor other) => new(Comparisons.Compare<AndComparison>(Data, other.Data));

        public Tensor logical_or(Tensor other) => new(Comparisons.Compare<OrComparison>(Data, other.Data));

        public Tensor logical_xor(Tensor other) => new(Comparisons.Compare<XorComparison>(Data, other.Data));

        public Tensor logical_not() => eq(0);

        public Tensor isnan() => new(Comparisons.Compare<IsNaNComparison>(Data, Data));

        public Tensor isfinite() => new(Comparisons.Compare<IsFiniteComparison>(Data, Data));

        public Tensor isinf() => new(Comparisons.Compare<IsInfiniteComparison>(Data, Data));

        /// <summary>Same shape and same values.</summary>
        public bool Equals(Tensor target)
        {
            if (target is null || !Data.Shape.SequenceEqual(target.Data.Shape))
            {
                return false;
            }
            using Tensor equal = eq(target);
            using Tensor all = equal.all();
            return all.item<bool>();
        }

        /// <summary>|x − other| ≤ atol + rtol |other|, element by element.</summary>
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = to_type(ScalarType.Float64), y = other.to_type(ScalarType.Float64);
            Tensor isClose = x.sub(y).abs().le(y.abs().mul(rtol).add(atol)).logical_and(y.isfinite()).logical_or(x.eq(y));
            if (nanEqual)
            {
                isClose = isClose.logical_or(x.isnan().logical_and(y.isnan()));
            }
            return isClose.MoveToOuterDisposeScope();
        }

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            using Tensor isClose = isclose(target, rtol, atol, equal_nan);
            using Tensor all = isClose.all();
            return all.item<bool>();
        }

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);

        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);

        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        public Tensor bitwise_and(Tensor other) => OnTruth(other).logical_and(other);

        public Tensor bitwise_or(Tensor other) => OnTruth(other).logical_or(other);

        public Tensor bitwise_xor(Tensor other) => OnTruth(other).logical_xor(other);

        public Tensor bitwise_not() => OnTruth(this).logical_not();

        /// <summary>Bits of whole numbers are not combined here, only truth values.</summary>
        private Tensor OnTruth(Tensor other) => dtype == ScalarType.Bool && other.dtype == ScalarType.Bool
            ? this
            : throw new NotSupportedException($"Bitwise operations are supported on Bool tensors here, not on {dtype} and {other.dtype}.");

        private Tensor CompareWith<TComparison>(Scalar number) where TComparison : struct, IComparison
        {
            using TensorData value = Numbers.For(Data, number);
            return new(Comparisons.Compare<TComparison>(Data, value));
        }
    }
}
