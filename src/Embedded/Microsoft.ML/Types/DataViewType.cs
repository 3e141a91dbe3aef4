namespace Microsoft.ML.Data;

/// <summary>The type of a column: what it holds and the .NET type that carries one value.</summary>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType)
    {
        ArgumentNullException.ThrowIfNull(rawType);
        RawType = rawType;
    }

    public Type RawType { get; }

    public abstract bool Equals(DataViewType? other);

    /// <summary>The type of one element of a vector, or the type itself.</summary>
    internal DataViewType ItemOrSelf => this is VectorDataViewType vector ? vector.ItemType : this;

    /// <summary>Length of a vector of known length, 0 of a vector of unknown length, 1 of anything else.</summary>
    internal int ValueCount => this is VectorDataViewType vector ? vector.Size : 1;
}
