using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>128 bits that name a row. Ids made from different ids are different with overwhelming probability.</summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    public readonly ulong Low;
    public readonly ulong High;

    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    /// <summary>The first of the two ids that one row can be split into.</summary>
    public DataViewRowId Fork() => Mix(Low, High, 0x9E3779B97F4A7C15UL);

    /// <summary>The second of the two ids that one row can be split into.</summary>
    public DataViewRowId Next() => Mix(Low, High, 0xC2B2AE3D27D4EB4FUL);

    /// <summary>An id that stands for this row and the other together; the order counts.</summary>
    public DataViewRowId Combine(DataViewRowId other)
    {
        DataViewRowId mixed = Mix(other.Low, other.High, 0x165667B19E3779F9UL);
        return Mix(Low ^ mixed.Low, High + mixed.High, 0x27D4EB2F165667C5UL);
    }

    public int CompareTo(DataViewRowId other)
    {
        int high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    public override bool Equals(object? obj) => obj is DataViewRowId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Low, High);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    // Two rounds of a 64-bit finaliser over both halves: a bijection for each salt, so different ids stay different.
    private static DataViewRowId Mix(ulong low, ulong high, ulong salt)
    {
        low += Finalize(high + salt);
        high += Finalize(low ^ salt);
        low += Finalize(high);
        return new DataViewRowId(Finalize(low), Finalize(high));
    }

    private static ulong Finalize(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
