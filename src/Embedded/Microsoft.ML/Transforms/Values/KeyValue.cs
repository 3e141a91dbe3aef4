namespace Microsoft.ML.Data;

/// <summary>Keys of any of the number types that hold them.</summary>
internal static class KeyValue
{
    /// <summary>The key as a number: 0 is missing.</summary>
    public static ulong Of<T>(T key) => key switch
    {
        uint value => value,
        ushort value => value,
        byte value => value,
        ulong value => value,
        _ => throw new NotSupportedException($"A key is a byte, ushort, uint or ulong, not {typeof(T)}."),
    };
}
