using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>A value kept for the way back. Reading it fails once it was given up, or if it was written over since.</summary>
internal struct SavedTensor
{
    private TensorData? _data;
    private int _version;

    public readonly TensorData Value
    {
        get
        {
            if (_data is null)
            {
                throw TorchError.Of("Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). "
                    + "Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph: true if you need to backward through the graph a second time.");
            }
            if (_data.Buffer.Version != _version)
            {
                throw TorchError.Of("one of the variables needed for gradient computation has been modified by an inplace operation: "
                    + $"a {_data.Type} tensor of shape {Shapes.Describe(_data.Shape)} is at version {_data.Buffer.Version}; expected version {_version} instead.");
            }
            return _data;
        }
    }

    /// <summary>Keeps an input.</summary>
    public void Save(TensorData input) => (_data, _version) = (input.AddReference(), input.Buffer.Version);

    /// <summary>Keeps the operation's own result, or a tensor it writes in place: a window on it, since the result itself owns the node.</summary>
    public void SaveResult(TensorData result) => (_data, _version) = (result.Alias(), result.Buffer.Version);

    public void Release()
    {
        _data?.Dispose();
        _data = null;
    }
}
