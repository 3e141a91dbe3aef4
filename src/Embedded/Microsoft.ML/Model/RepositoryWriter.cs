using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>A zip archive of named entries, written to a stream when it is committed.</summary>
internal sealed class RepositoryWriter(Stream target) : IDisposable
{
    private readonly Dictionary<string, MemoryStream> _entries = [];

    /// <summary>A new entry. Several can be open at once, which a zip archive itself does not allow.</summary>
    public Stream CreateEntry(string? directory, string name)
    {
        string path = RepositoryReader.Combine(directory, name);
        var entry = new MemoryStream();
        return _entries.TryAdd(path, entry) ? entry : throw new InvalidOperationException($"The model has two entries with the name '{path}'.");
    }

    public void Commit()
    {
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string path, MemoryStream entry) in _entries)
        {
            using Stream stream = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
            stream.Write(entry.GetBuffer(), 0, checked((int)entry.Length));
        }
    }

    public void Dispose() => _entries.Clear();
}
