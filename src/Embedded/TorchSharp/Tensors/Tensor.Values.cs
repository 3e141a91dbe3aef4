using System.Runtime.CompilerServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A window on the values as they lie in memory: no copy.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireType<T>();
            return new TensorAccessor<T>(this);
        }

        /// <summary>The value of a tensor that has one.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type, or there is not exactly one value.</exception>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1)
            {
                throw new ArgumentException("Number of elements in the tensor must be 1");
            }
            RequireType<T>();
            return Data.First<T>();
        }

        public Scalar ToScalar()
        {
            if (NumberOfElements != 1)
            {
                throw TorchError.Of($"a Tensor with {NumberOfElements} elements cannot be converted to Scalar");
            }
            return Data.Type switch
            {
                ScalarType.Float32 => Data.First<float>(),
                ScalarType.Float64 => Data.First<double>(),
                ScalarType.Int64 => Data.First<long>(),
                ScalarType.Int32 => Data.First<int>(),
                ScalarType.Int16 => Data.First<short>(),
                ScalarType.Int8 => Data.First<sbyte>(),
                ScalarType.Byte => Data.First<byte>(),
                ScalarType.Bool => Data.First<bool>(),
                _ => throw Elementwise.Unsupported(Data.Type),
            };
        }

        /// <summary>The memory of a contiguous tensor.</summary>
        public Span<byte> bytes
        {
            get
            {
                RequireContiguous("Bytes");
                return Data.Bytes();
            }
            set
            {
                RequireContiguous("SetBytes");
                Span<byte> target = Data.Bytes();
                if (value.Length != target.Length)
                {
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                }
                value.CopyTo(target);
                Data.Buffer.Touch();
            }
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            RequireContiguous("Bytes");
            stream.Write(Data.Bytes());
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            RequireContiguous("Bytes");
            stream.ReadExactly(Data.Bytes());
            Data.Buffer.Touch();
        }

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        /// <summary>The value at a place counted in row-major order.</summary>
        public T ReadCpuValue<T>(long i) where T : unmanaged => TensorAccessor<T>.Read(this, i);

        public Tensor fill_(Scalar value)
        {
            Graph.CheckInPlace(Data);
            Fill.Set(Data, value.AsDouble, value.AsLong);
            Data.Buffer.Touch();
            return this;
        }

        public Tensor zero_() => fill_(0);

        internal void RequireType<T>() where T : unmanaged
        {
            ScalarType expected = Unsafe.SizeOf<T>() == Data.Type.ElementSize() ? ScalarTypeFacts.Of<T>() : (ScalarType)(-1);
            if (expected != Data.Type)
            {
                throw new ArgumentException($"{typeof(T).Name} is not compatible with {Data.Type}");
            }
        }

        private void RequireContiguous(string operation)
        {
            if (!Data.IsContiguous)
            {
                throw new InvalidOperationException($"{operation}() called on non-contiguous tensor.");
            }
        }
    }
}
