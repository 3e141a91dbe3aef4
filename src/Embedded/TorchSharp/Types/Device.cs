using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lives. This build has the CPU alone; other devices can be named, but nothing can be put there.</summary>
    public class Device
    {
        public Device(string deviceType, int index = -1) : this(Parse(deviceType), index)
        {
        }

        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public Device(int index) : this(DeviceType.CUDA, index)
        {
        }

        public Device(string description)
        {
            int colon = description.IndexOf(':', StringComparison.Ordinal);
            type = Parse(colon < 0 ? description : description[..colon]);
            index = colon < 0 ? -1 : int.Parse(description.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture);
        }

        public DeviceType type { get; } = DeviceType.CPU;

        public int index { get; } = -1;

        public override string ToString() => type == DeviceType.CPU || index == -1 ? TypeName : $"{TypeName}:{index}";

        public static implicit operator Device(string description) => new(description);

        internal string TypeName => type.ToString().ToLowerInvariant();

        /// <summary>Refuses every device but the CPU, as a build of the native library without the other back ends does.</summary>
        internal static void RequireCpu(Device? device)
        {
            if (device is null || device.type == DeviceType.CPU)
            {
                return;
            }
            InitializeDeviceType(device.type);
            throw TorchError.Of($"Could not run on device '{device}': this build of TorchSharp has the CPU alone.");
        }

        private static DeviceType Parse(string deviceType) =>
            Enum.TryParse(deviceType, ignoreCase: true, out DeviceType parsed) && Enum.IsDefined(parsed)
                ? parsed
                : throw new ArgumentException($"Unknown device type '{deviceType}'; 'cpu', 'cuda' and 'mps' are known.", nameof(deviceType));
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => InitializeDevice(new Device(DeviceType.CUDA));

    public static Device MPS => InitializeDevice(new Device(DeviceType.MPS));

    public static Device device(string description) => InitializeDevice(new Device(description));

    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(int index) => new(index);

    public static Device get_default_device() => CPU;

    public static void set_default_device(Device device) => Device.RequireCpu(device);

    public static void set_default_device(string device) => Device.RequireCpu(new Device(device));

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
        {
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
        }
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType is DeviceType.CPU or DeviceType.META;

    public static Device InitializeDevice(Device? device)
    {
        device ??= CPU;
        InitializeDeviceType(device.type);
        return device;
    }

    public static bool cuda_is_available() => false;

    public static bool mps_is_available() => false;

    public static class cuda
    {
        public static bool is_available() => false;

        public static bool is_cudnn_available() => false;

        public static int device_count() => 0;

        public static void synchronize(Device? device = null) => InitializeDeviceType(DeviceType.CUDA);
    }
}
