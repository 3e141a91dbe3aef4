using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>The entries of a model file.</summary>
internal sealed class RepositoryReader : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];

    /// <exception cref="InvalidDataException">The stream holds no zip archive.</exception>
    public RepositoryReader(Stream stream)
    {
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in _archive.Entries)
            {
                _entries[entry.FullName.Replace('\\', '/')] = entry;
            }
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException("This is no model file, or it is damaged: the zip archive cannot be read.", error);
        }
    }

    public static string Combine(string? directory, string name) => string.IsNullOrEmpty(directory) ? name : $"{directory}/{name}";

    /// <summary>A copy of an entry's bytes, which can be sought in, or null if there is none of that name.</summary>
    public MemoryStream? OpenEntryOrNull(string? directory, string name)
    {
        string path = Combine(directory, name);
        if (!_entries.TryGetValue(path, out ZipArchiveEntry? entry))
        {
            return null;
        }

        try
        {
            using Stream stream = entry.Open();
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            copy.Position = 0;
            return copy;
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"The model file is damaged: entry '{path}' cannot be read.", error);
        }
    }

    public void Dispose() => _archive.Dispose();
}
