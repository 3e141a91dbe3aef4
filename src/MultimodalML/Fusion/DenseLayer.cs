using MultimodalML.Kernels;
using MultimodalML.Persistence;
using TorchSharp.Modules;

namespace MultimodalML.Fusion;

/// <summary>A fully connected layer as plain arrays: y = activation(x W + b).</summary>
internal sealed class DenseLayer
{
    private readonly float[] _weights; // [inputs, outputs], row-major
    private readonly float[] _bias;
    private readonly Activation _activation;
    private readonly PackedMatrix _packed;

    public DenseLayer(int inputLength, int outputLength, float[] weights, float[] bias, Activation activation)
    {
        if (inputLength < 1 || outputLength < 1 || weights.Length != (long)inputLength * outputLength || bias.Length != outputLength || !Enum.IsDefined(activation))
        {
            throw new InvalidDataException($"A layer of {inputLength} inputs and {outputLength} outputs has {weights.Length} weights, {bias.Length} biases and activation {activation}.");
        }
        (InputLength, OutputLength, _weights, _bias, _activation) = (inputLength, outputLength, weights, bias, activation);
        _packed = new PackedMatrix(inputLength, outputLength, weights, transpose: false);
    }

    public int InputLength { get; }

    public int OutputLength { get; }

    /// <summary>[inputs, outputs] weights, row-major, and the biases; not to be changed.</summary>
    public (float[] Weights, float[] Bias) Values => (_weights, _bias);

    /// <summary>Copies a trained layer, transposed: Torch keeps [outputs, inputs].</summary>
    public static DenseLayer From(Linear layer, Activation activation)
    {
        (int inputs, int outputs) = ((int)layer.in_features, (int)layer.out_features);
        float[] weights = PlainValues.Of(layer.weight.t());
        return new DenseLayer(inputs, outputs, weights, layer.bias is null ? new float[outputs] : PlainValues.Of(layer.bias), activation);
    }

    /// <summary>Applies the layer to some rows. A row's result depends on that row alone, to the last bit.</summary>
    public void Apply(int rows, ReadOnlySpan<float> input, Span<float> output, int outputStride) =>
        _packed.Multiply(rows, input, InputLength, output, outputStride, bias: _bias, activation: _activation);

    public void Write(BinaryWriter writer)
    {
        writer.Write(InputLength);
        writer.Write(OutputLength);
        writer.WriteArray<float>(_weights);
        writer.WriteArray<float>(_bias);
        writer.Write((byte)_activation);
    }

    public static DenseLayer Read(BinaryReader reader) =>
        new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadArray<float>(), reader.ReadArray<float>(), (Activation)reader.ReadByte());
}
