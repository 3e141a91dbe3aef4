namespace Microsoft.ML.Data;

/// <summary>Files to load from; a name may have the wildcards * and ?.</summary>
public sealed class MultiFileSource : IMultiStreamSource
{
    private readonly string[] _paths;

    public MultiFileSource(params string[] paths) => _paths = [.. (paths ?? []).SelectMany(Expand)];

    public int Count => _paths.Length;

    public string GetPathOrNull(int index) => _paths[index];

    public Stream Open(int index) => File.OpenRead(_paths[index]);

    public TextReader OpenTextReader(int index) => new StreamReader(Open(index));

    internal static bool Exists(string path) => Expand(path).Any(File.Exists);

    private static IEnumerable<string> Expand(string path)
    {
        string name = Path.GetFileName(path);
        if (!name.Contains('*', StringComparison.Ordinal) && !name.Contains('?', StringComparison.Ordinal))
        {
            return [path];
        }

        string directory = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        return Directory.Exists(directory) ? Directory.GetFiles(directory, name).Order(StringComparer.Ordinal) : [];
    }
}
