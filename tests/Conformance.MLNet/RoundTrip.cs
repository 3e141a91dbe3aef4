using Microsoft.ML;

namespace Conformance.MLNet;

/// <summary>A model as it comes back from a file, in a context that knows nothing of the first.</summary>
internal static class RoundTrip
{
    public static ITransformer Of(MLContext context, ITransformer model, IDataView data)
    {
        using var stream = new MemoryStream();
        context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }
}
