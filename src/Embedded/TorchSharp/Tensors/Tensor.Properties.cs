namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public ScalarType dtype => Data.Type;

        public Device device
        {
            get
            {
                _ = Data;
                return CPU;
            }
        }

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_cpu() => device.type == DeviceType.CPU;

        public bool is_cuda => device.type == DeviceType.CUDA;

        public bool is_meta => device.type == DeviceType.META;

        public long Dimensions => Data.Rank;

        public long dim() => Data.Rank;

        public long ndim => Data.Rank;

        public long NumberOfElements => Data.Count;

        public long numel() => Data.Count;

        public long ElementSize => Data.Type.ElementSize();

        public long element_size() => ElementSize;

        public long[] shape => Data.Shape.ToArray();

        public long[] size() => shape;

        public long size(int dim) => Data.Size(Shapes.Wrap(dim, Data.Rank));

        public long[] stride() => Data.Strides.ToArray();

        public long stride(int dim) => Data.Stride(Shapes.Wrap(dim, Data.Rank));

        public long storage_offset() => Data.Offset;

        public bool is_contiguous() => Data.IsContiguous;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_nonzero()
        {
            if (numel() != 1)
            {
                throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");
            }
            return this.ToBoolean();
        }
    }
}
