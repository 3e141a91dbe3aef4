using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>A column that a transformer adds.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Type">A fixed-length vector, or one value.</param>
/// <param name="Annotations">Its annotations, if any.</param>
internal sealed record OutputColumn(string Name, DataViewType Type, DataViewSchema.Annotations? Annotations = null)
{
    public static OutputColumn FloatVector(string name, int length) => new(name, new VectorDataViewType(NumberDataViewType.Single, length));

    public static OutputColumn ByteVector(string name, int length) => new(name, new VectorDataViewType(NumberDataViewType.Byte, length));

    /// <summary>Values a row.</summary>
    public int Length => Type is VectorDataViewType vector ? vector.Size : 1;
}
