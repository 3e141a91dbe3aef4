using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                RequireFloatingPoint(dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                RequireCuda(deviceType);
                _toEpilog(null, new Device(deviceType, deviceType == DeviceType.CUDA ? deviceIndex : -1), non_blocking);
                return this;
            }

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                RequireFloatingPoint(dtype);
                RequireCuda(device.type);
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            /// <summary>Converts the children, then this module's own tensors, also in the fields and properties that hold them.</summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach (Module child in children())
                {
                    if (device is null) { child._to(dtype!.Value, non_blocking); }
                    else if (dtype is null) { child._to(device.type, device.index, non_blocking); }
                    else { child._to(device, dtype.Value, non_blocking); }
                }
                foreach ((string key, Parameter parameter) in named_parameters(false).ToList())
                {
                    if (!ReplaceParameter(dtype, device, parameter, out Parameter? replaced)) { continue; }
                    ConditionallyRegisterParameter(key, replaced);
                    SetComponent(key, replaced);
                    parameter.Dispose();
                }
                foreach ((string key, Tensor buffer) in named_buffers(false).ToList())
                {
                    if (!ReplaceBuffer(dtype, device, buffer, out Tensor? replaced)) { continue; }
                    ConditionallyRegisterBuffer(key, replaced);
                    SetComponent(key, replaced);
                }
                if (device is not null) { (_deviceType, _deviceIndex) = (device.type, device.index); }
            }

            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                if (!NeedsCopy(dtype, device, param)) { return false; }
                using var noGrad = no_grad();
                using Tensor? grad = param.grad;
                p = new Parameter(param.to(dtype ?? param.dtype, device ?? param.device).DetachFromDisposeScope(), param.requires_grad);
                if (grad is not null) { p.grad = grad.to(p.dtype, p.device); }
                return true;
            }

            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = null;
                ScalarType? kept = is_floating_point(buffer.dtype) ? dtype : null; // counters stay what they are
                if (!NeedsCopy(kept, device, buffer)) { return false; }
                result = buffer.to(kept ?? buffer.dtype, device ?? buffer.device, disposeAfter: true).DetachFromDisposeScope();
                return true;
            }

            private static bool NeedsCopy(ScalarType? dtype, Device? device, Tensor tensor) =>
                (dtype is { } type && type != tensor.dtype) || (device is not null && device.type != tensor.device_type);

            private void SetComponent(string component, Tensor? value)
            {
                if (GetType().GetProperty(component) is { CanWrite: true } property) { property.SetValue(this, value); }
                else { Fields().FirstOrDefault(f => f.ComponentName() == component)?.SetValue(this, value); }
            }

            private static void RequireFloatingPoint(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                {
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                }
            }

            private static void RequireCuda(DeviceType type)
            {
                if (type == DeviceType.CUDA && !cuda.is_available()) { throw new InvalidOperationException("CUDA is not available."); }
                InitializeDeviceType(type);
            }
        }
    }
}
