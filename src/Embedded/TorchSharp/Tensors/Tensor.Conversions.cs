namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clone() => new(Duplicate.Apply(Data));

        /// <summary>Another handle on the same tensor.</summary>
        public Tensor alias() => new(Data.AddReference());

        /// <summary>Another handle where the values lie without gaps already, else a copy.</summary>
        public Tensor contiguous() => Data.IsContiguous ? alias() : clone();

        public Tensor cpu() => alias();

        /// <exception cref="InvalidOperationException">Always: this build has the CPU alone.</exception>
        public Tensor cuda(Device? device = null, bool non_blocking = false)
        {
            if (device is not null && device.type != DeviceType.CUDA)
            {
                throw new ArgumentException("Not a CUDA device.", nameof(device));
            }
            InitializeDeviceType(DeviceType.CUDA);
            return alias();
        }

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(type, CPU, copy, disposeAfter);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(type, CPU, copy, disposeAfter);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(type, device, copy, disposeAfter);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(dtype, device, copy, disposeAfter);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(dtype, new Device(device), copy, disposeAfter);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(dtype, new Device(deviceType, deviceIndex), copy, disposeAfter);

        public Tensor to(Tensor other, bool non_blocking = false) => Converted(other.dtype, other.device, copy: false, disposeAfter: false);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @short() => to_type(ScalarType.Int16);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        /// <summary>Another handle on the same tensor where nothing changes and no copy is asked for.</summary>
        private Tensor Converted(ScalarType type, Device device, bool copy, bool disposeAfter)
        {
            InitializeDevice(device);
            TensorData data = Data;
            Tensor result = new(
                type != data.Type ? Convert.Apply(data, type)
                : copy ? Duplicate.Apply(data)
                : data.AddReference());
            if (disposeAfter)
            {
                Dispose();
            }
            return result;
        }
    }
}
