namespace Microsoft.ML.Data;

/// <summary>Between .NET types, <see cref="DataKind"/> and the primitive column types.</summary>
internal static class PrimitiveTypes
{
    private static readonly (DataKind Kind, PrimitiveDataViewType Type)[] s_all =
    [
        (DataKind.SByte, NumberDataViewType.SByte), (DataKind.Byte, NumberDataViewType.Byte), (DataKind.Int16, NumberDataViewType.Int16),
        (DataKind.UInt16, NumberDataViewType.UInt16), (DataKind.Int32, NumberDataViewType.Int32), (DataKind.UInt32, NumberDataViewType.UInt32),
        (DataKind.Int64, NumberDataViewType.Int64), (DataKind.UInt64, NumberDataViewType.UInt64), (DataKind.Single, NumberDataViewType.Single),
        (DataKind.Double, NumberDataViewType.Double), (DataKind.String, TextDataViewType.Instance), (DataKind.Boolean, BooleanDataViewType.Instance),
        (DataKind.TimeSpan, TimeSpanDataViewType.Instance), (DataKind.DateTime, DateTimeDataViewType.Instance),
        (DataKind.DateTimeOffset, DateTimeOffsetDataViewType.Instance), (0, RowIdDataViewType.Instance),
    ];

    /// <summary>The column type of a .NET type (string counts as text), or null.</summary>
    public static PrimitiveDataViewType? FromRawType(Type type)
    {
        Type raw = type == typeof(string) ? typeof(ReadOnlyMemory<char>) : type;
        return Array.Find(s_all, entry => entry.Type.RawType == raw).Type;
    }

    public static PrimitiveDataViewType FromKind(DataKind kind) =>
        Array.Find(s_all, entry => entry.Kind == kind && kind != 0).Type ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of data.");

    /// <summary>0 for a row id, which no <see cref="DataKind"/> stands for.</summary>
    public static DataKind KindOf(Type rawType) => Array.Find(s_all, entry => entry.Type.RawType == rawType).Kind;
}
