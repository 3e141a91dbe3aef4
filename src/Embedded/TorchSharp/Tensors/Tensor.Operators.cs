namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => SumOf(left.Data, right.Data);

        public static Tensor operator +(Tensor left, Scalar right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return SumOf(left.Data, number);
        }

        public static Tensor operator +(Scalar left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return SumOf(number, right.Data);
        }

        public static Tensor operator +(Tensor left, int right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return SumOf(left.Data, number);
        }

        public static Tensor operator +(int left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return SumOf(number, right.Data);
        }

        public static Tensor operator +(Tensor left, long right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return SumOf(left.Data, number);
        }

        public static Tensor operator +(long left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return SumOf(number, right.Data);
        }

        public static Tensor operator +(Tensor left, float right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return SumOf(left.Data, number);
        }

        public static Tensor operator +(float left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return SumOf(number, right.Data);
        }

        public static Tensor operator +(Tensor left, double right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return SumOf(left.Data, number);
        }

        public static Tensor operator +(double left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return SumOf(number, right.Data);
        }

        public static Tensor operator -(Tensor left, Tensor right) => Difference(left.Data, right.Data);

        public static Tensor operator -(Tensor left, Scalar right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Difference(left.Data, number);
        }

        public static Tensor operator -(Scalar left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Difference(number, right.Data);
        }

        public static Tensor operator -(Tensor left, int right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Difference(left.Data, number);
        }

        public static Tensor operator -(int left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Difference(number, right.Data);
        }

        public static Tensor operator -(Tensor left, long right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Difference(left.Data, number);
        }

        public static Tensor operator -(long left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Difference(number, right.Data);
        }

        public static Tensor operator -(Tensor left, float right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Difference(left.Data, number);
        }

        public static Tensor operator -(float left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Difference(number, right.Data);
        }

        public static Tensor operator -(Tensor left, double right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Difference(left.Data, number);
        }

        public static Tensor operator -(double left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Difference(number, right.Data);
        }

        public static Tensor operator *(Tensor left, Tensor right) => ProductOf(left.Data, right.Data);

        public static Tensor operator *(Tensor left, Scalar right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return ProductOf(left.Data, number);
        }

        public static Tensor operator *(Scalar left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return ProductOf(number, right.Data);
        }

        public static Tensor operator *(Tensor left, int right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return ProductOf(left.Data, number);
        }

        public static Tensor operator *(int left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return ProductOf(number, right.Data);
        }

        public static Tensor operator *(Tensor left, long right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return ProductOf(left.Data, number);
        }

        public static Tensor operator *(long left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return ProductOf(number, right.Data);
        }

        public static Tensor operator *(Tensor left, float right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return ProductOf(left.Data, number);
        }

        public static Tensor operator *(float left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return ProductOf(number, right.Data);
        }

        public static Tensor operator *(Tensor left, double right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return ProductOf(left.Data, number);
        }

        public static Tensor operator *(double left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return ProductOf(number, right.Data);
        }

        public static Tensor operator /(Tensor left, Tensor right) => Quotient(left.Data, right.Data);

        public static Tensor operator /(Tensor left, Scalar right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Quotient(left.Data, number);
        }

        public static Tensor operator /(Scalar left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Quotient(number, right.Data);
        }

        public static Tensor operator /(Tensor left, int right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Quotient(left.Data, number);
        }

        public static Tensor operator /(int left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Quotient(number, right.Data);
        }

        public static Tensor operator /(Tensor left, long right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Quotient(left.Data, number);
        }

        public static Tensor operator /(long left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Quotient(number, right.Data);
        }

        public static Tensor operator /(Tensor left, float right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Quotient(left.Data, number);
        }

        public static Tensor operator /(float left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Quotient(number, right.Data);
        }

        public static Tensor operator /(Tensor left, double right)
        {
            using TensorData number = Numbers.For(left.Data, right);
            return Quotient(left.Data, number);
        }

        public static Tensor operator /(double left, Tensor right)
        {
            using TensorData number = Numbers.For(right.Data, left);
            return Quotient(number, right.Data);
        }

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        private static Tensor SumOf(TensorData left, TensorData right) => new(Add.Apply(left, right));

        private static Tensor Difference(TensorData left, TensorData right) => new(Add.Apply(left, right, -1));

        private static Tensor ProductOf(TensorData left, TensorData right) => new(Multiply.Apply(left, right));

        private static Tensor Quotient(TensorData left, TensorData right) => new(Divide.Apply(left, right));
    }
}
