namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => new(Add.Apply(Data, target.Data));

        public Tensor add(Tensor target, Scalar alpha) => new(Add.Apply(Data, target.Data, alpha.AsDouble));

        public Tensor add(Scalar scalar)
        {
            using TensorData number = Numbers.For(Data, scalar);
            return new(Add.Apply(Data, number));
        }

        public Tensor add(Scalar scalar, Scalar alpha)
        {
            using TensorData number = Numbers.For(Data, scalar);
            return new(Add.Apply(Data, number, alpha.AsDouble));
        }

        public Tensor add_(Tensor target)
        {
            Add.ApplyInPlace(Data, target.Data);
            return this;
        }

        public Tensor add_(Tensor target, Scalar alpha)
        {
            Add.ApplyInPlace(Data, target.Data, alpha.AsDouble);
            return this;
        }

        public Tensor add_(Scalar scalar)
        {
            using TensorData number = Numbers.For(Data, scalar);
            Add.ApplyInPlace(Data, number);
            return this;
        }

        public Tensor add_(Scalar scalar, Scalar alpha)
        {
            using TensorData number = Numbers.For(Data, scalar);
            Add.ApplyInPlace(Data, number, alpha.AsDouble);
            return this;
        }

        public Tensor sub(Tensor target) => new(Add.Apply(Data, target.Data, -1));

        public Tensor sub(Scalar target)
        {
            using TensorData number = Numbers.For(Data, target);
            return new(Add.Apply(Data, number, -1));
        }

        public Tensor sub_(Tensor target)
        {
            Add.ApplyInPlace(Data, target.Data, -1);
            return this;
        }

        public Tensor sub_(Scalar target)
        {
            using TensorData number = Numbers.For(Data, target);
            Add.ApplyInPlace(Data, number, -1);
            return this;
        }

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor subtract_(Tensor target) => sub_(target);

        public Tensor subtract_(Scalar target) => sub_(target);

        public Tensor mul(Tensor target) => new(Multiply.Apply(Data, target.Data));

        public Tensor mul(Scalar target)
        {
            using TensorData number = Numbers.For(Data, target);
            return new(Multiply.Apply(Data, number));
        }

        public Tensor mul_(Tensor target)
        {
            Multiply.ApplyInPlace(Data, target.Data);
            return this;
        }

        public Tensor mul_(Scalar target)
        {
            using TensorData number = Numbers.For(Data, target);
            Multiply.ApplyInPlace(Data, number);
            return this;
        }

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => new(Divide.ApplyRounded(Data, target.Data, rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            using TensorData number = Numbers.For(Data, target);
            return new(Divide.ApplyRounded(Data, number, rounding_mode));
        }

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Divide.ApplyInPlace(Data, target.Data, rounding_mode);
            return this;
        }

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            using TensorData number = Numbers.For(Data, target);
            Divide.ApplyInPlace(Data, number, rounding_mode);
            return this;
        }

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor true_divide(Tensor other) => div(other);

        public Tensor true_divide(Scalar other) => div(other);

        public Tensor floor_divide(Tensor other) => div(other, RoundingMode.floor);

        public Tensor floor_divide(Scalar other) => div(other, RoundingMode.floor);

        /// <summary>What division leaves over, with the divisor's sign.</summary>
        public Tensor remainder(Tensor target) => Rest(target, RoundingMode.floor);

        public Tensor remainder(Scalar scalar)
        {
            using Tensor number = new(Numbers.For(Data, scalar));
            return Rest(number, RoundingMode.floor);
        }

        /// <summary>What division leaves over, with the dividend's sign.</summary>
        public Tensor fmod(Tensor target) => Rest(target, RoundingMode.trunc);

        public Tensor fmod(Scalar scalar)
        {
            using Tensor number = new(Numbers.For(Data, scalar));
            return Rest(number, RoundingMode.trunc);
        }

        private Tensor Rest(Tensor divisor, RoundingMode mode)
        {
            using Tensor quotient = div(divisor, mode);
            using Tensor product = quotient.mul(divisor);
            return sub(product);
        }

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            using Tensor product = tensor1.mul(tensor2);
            return add(product, value);
        }

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            using Tensor product = tensor1.mul(tensor2);
            return add_(product, value);
        }

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            using Tensor quotient = tensor1.div(tensor2);
            return add(quotient, value);
        }

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            using Tensor quotient = tensor1.div(tensor2);
            return add_(quotient, value);
        }

        public Tensor lerp(Tensor end, Tensor weight)
        {
            using Tensor way = end.sub(this);
            using Tensor step = way.mul(weight);
            return add(step);
        }
    }
}
