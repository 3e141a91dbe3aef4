using System.Collections.Immutable;
using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>A vector of one primitive type, carried by <see cref="VBuffer{T}"/>; a dimension of 0 is one that differs from row to row.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0)
        : this(itemType, ImmutableArray.Create(size))
    {
    }

    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions)
        : this(itemType, ImmutableArray.Create(dimensions))
    {
    }

    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions)
        : base(BufferType(itemType))
    {
        if (dimensions.IsDefaultOrEmpty || dimensions.Any(d => d < 0))
        {
            throw new ArgumentException("A vector has at least one dimension, and none below 0.", nameof(dimensions));
        }

        ItemType = itemType;
        Dimensions = dimensions;
        Size = dimensions.Aggregate(1, (size, dimension) => checked(size * dimension));
    }

    public ImmutableArray<int> Dimensions { get; }

    public bool IsKnownSize => Size > 0;

    public PrimitiveDataViewType ItemType { get; }

    public int Size { get; }

    public override bool Equals(DataViewType? other) =>
        other is VectorDataViewType vector && (ReferenceEquals(vector, this) || (vector.ItemType.Equals(ItemType) && vector.Dimensions.SequenceEqual(Dimensions)));

    public override bool Equals(object? other) => Equals(other as DataViewType);

    public override int GetHashCode() => Dimensions.Aggregate(ItemType.GetHashCode(), HashCode.Combine);

    public override string ToString()
    {
        if (Dimensions.Length == 1)
        {
            return Size > 0 ? string.Create(CultureInfo.InvariantCulture, $"Vector<{ItemType}, {Size}>") : $"Vector<{ItemType}>";
        }

        return $"Vector<{ItemType}, {string.Join(", ", Dimensions.Select(d => d > 0 ? d.ToString(CultureInfo.InvariantCulture) : "*"))}>";
    }

    private static Type BufferType(PrimitiveDataViewType itemType)
    {
        ArgumentNullException.ThrowIfNull(itemType);
        return typeof(VBuffer<>).MakeGenericType(itemType.RawType);
    }
}
