namespace TorchSharp;

internal enum IndexKind
{
    Slice,
    Single,
    Tensor,
    Truth,
    Ellipsis,
    NewDimension,
}
