using MultimodalML.Data;
using MultimodalML.Networks;
using MultimodalML.Persistence;

namespace MultimodalML.Fusion;

/// <summary>A <see cref="FusionModel"/> in a model file.</summary>
internal static class FusionPayload
{
    public const int Version = 1;

    private const byte NoPath = 0, Beside = 1, Sum = 2; // the path's parts

    public static void Write(BinaryWriter writer, FusionModel model)
    {
        writer.WriteColumns(model.Columns);
        foreach (ModalityScaling scaling in model.Scaling.Modalities)
        {
            scaling.Write(writer);
        }

        writer.Write((byte)model.Shape.Fusion);
        writer.Write(model.Shape.HiddenWidth);
        writer.Write(model.Shape.FeatureLength);
        writer.Write(model.Shape.FusedLength);
        writer.Write((byte)(model.Path.Parts.Count == 0 ? NoPath : model.Path.IsSum ? Sum : Beside));
        foreach (ModalityPath part in model.Path.Parts)
        {
            part.Write(writer);
        }
        writer.Write(model.UsesNetwork);
        foreach (DenseLayer layer in model.Layers)
        {
            layer.Write(writer);
        }
    }

    /// <exception cref="InvalidDataException">The values do not fit each other.</exception>
    public static FusionModel Read(BinaryReader reader)
    {
        ModalityColumns columns = reader.ReadColumns();
        var scaling = new FeatureScaling([.. Enumerable.Range(0, columns.Count).Select(_ => ModalityScaling.Read(reader))]);
        var shape = new FusionNetworkShape
        {
            Fusion = (FusionKind)reader.ReadByte(),
            HiddenWidth = reader.ReadInt32(),
            FeatureLength = reader.ReadInt32(),
            FusedLength = reader.ReadInt32(),
        };
        try
        {
            if (shape != FusionNetworkShape.None)
            {
                shape.Validate();
            }
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new InvalidDataException($"The fusion model's shape is damaged: {error.Message}", error);
        }

        byte kind = reader.ReadByte();
        DirectPath path = kind == NoPath ? DirectPath.None : new DirectPath([.. Enumerable.Range(0, columns.Count).Select(_ => ModalityPath.Read(reader))], isSum: kind == Sum);
        int layers = reader.ReadBoolean() ? (3 * columns.Count) + (shape.Fusion == FusionKind.GatedSum ? columns.Count : 0) + 2 : 0;
        return new FusionModel(columns, scaling, path, shape, [.. Enumerable.Range(0, layers).Select(_ => DenseLayer.Read(reader))]);
    }
}
