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

        public Tensor multiply_(Tensor target) => mul_(target);

        public Tensor multiply_(Scalar target) => mul_(target);

        public Tensor neg() => new(Function<NegateOperation>.Apply(Data));

        public Tensor neg_()
        {
            Function<NegateOperation>.ApplyInPlace(Data);
            return this;
        }

        public Tensor negative() => neg();
    }
}
