using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>A category: value 0 is missing, value i is the category i - 1 of <see cref="Count"/>.</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    public KeyDataViewType(Type type, ulong count)
        : base(type)
    {
        if (!IsValidDataType(type))
        {
            throw new ArgumentException($"A key is a byte, ushort, uint or ulong, not {type}.", nameof(type));
        }

        if (count == 0 || count > MaximumCount(type))
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A key of type {type.Name} has 1 to {MaximumCount(type)} values.");
        }

        Count = count;
    }

    public KeyDataViewType(Type type, int count)
        : this(type, checked((ulong)Math.Max(count, 0)))
    {
    }

    public ulong Count { get; }

    public static bool IsValidDataType(Type type) => type == typeof(uint) || type == typeof(ulong) || type == typeof(ushort) || type == typeof(byte);

    public override bool Equals(DataViewType? other) => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    public override bool Equals(object? other) => Equals(other as DataViewType);

    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Key<{RawType.Name}, 0-{Count - 1}>");

    private static ulong MaximumCount(Type type) =>
        type == typeof(byte) ? byte.MaxValue : type == typeof(ushort) ? ushort.MaxValue : type == typeof(uint) ? uint.MaxValue : ulong.MaxValue;
}
