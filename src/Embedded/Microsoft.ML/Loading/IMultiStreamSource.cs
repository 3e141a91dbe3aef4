namespace Microsoft.ML.Data;

/// <summary>Streams to load from, one after the other.</summary>
public interface IMultiStreamSource
{
    int Count { get; }

    string? GetPathOrNull(int index);

    Stream Open(int index);

    TextReader OpenTextReader(int index);
}
