namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape, type and device, as in "[2x3], type = Float32, device = cpu"; not the values.</summary>
        public override string ToString() =>
            _lease is null ? "" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";
    }
}
