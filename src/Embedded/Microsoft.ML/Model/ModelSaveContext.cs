using System.Text;

namespace Microsoft.ML;

/// <summary>Where a component writes itself: an entry of the model file, and below it further entries and components.</summary>
public sealed class ModelSaveContext : IDisposable
{
    internal readonly RepositoryWriter Repository;
    internal readonly string? Directory;
    internal readonly BinaryWriter Writer;

    private readonly Stream _entry;
    private readonly MemoryStream _data = new();
    private readonly List<string> _strings = [];
    private readonly Dictionary<string, int> _stringIds = [];
    private VersionInfo? _version;

    internal ModelSaveContext(RepositoryWriter rep, string? dir, string name)
    {
        Repository = rep;
        Directory = dir;
        _entry = rep.CreateEntry(dir, name);
        Writer = new BinaryWriter(_data, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Writes a component below a directory of the model file.</summary>
    internal static void SaveModel<T>(RepositoryWriter rep, T value, string? path)
        where T : class
    {
        if (value is not ICanSaveModel component)
        {
            throw new InvalidOperationException($"{value.GetType()} cannot be saved: it is no {nameof(ICanSaveModel)}.");
        }

        using var context = new ModelSaveContext(rep, path, ModelLoadContext.ModelStreamName);
        component.Save(context);
        context.Done();
    }

    internal void SaveModel<T>(T value, string name)
        where T : class => SaveModel(Repository, value, RepositoryReader.Combine(Directory, name));

    internal void CheckAtModel()
    {
        if (_data.Position != 0)
        {
            throw new InvalidOperationException("The component is asked to save itself after something else was written in its place.");
        }
    }

    internal void SetVersionInfo(VersionInfo ver) => _version = ver;

    internal void SaveBinaryStream(string name, Action<BinaryWriter> action)
    {
        using var writer = new BinaryWriter(Repository.CreateEntry(Directory, name), Encoding.UTF8, leaveOpen: true);
        action(writer);
    }

    internal void SaveString(string str)
    {
        if (!_stringIds.TryGetValue(str, out int id))
        {
            id = _strings.Count;
            _stringIds.Add(str, id);
            _strings.Add(str);
        }

        Writer.Write(id);
    }

    internal void SaveString(ReadOnlyMemory<char> str) => SaveString(str.ToString());

    internal void SaveStringOrNull(string? str)
    {
        if (str is null)
        {
            Writer.Write(-1);
        }
        else
        {
            SaveString(str);
        }
    }

    internal void SaveNonEmptyString(string str)
    {
        ArgumentException.ThrowIfNullOrEmpty(str);
        SaveString(str);
    }

    internal void Done()
    {
        VersionInfo version = _version ?? throw new InvalidOperationException("ModelSignature not specified!");
        Writer.Flush();
        ModelHeader.Write(_entry, version, _strings, _data.GetBuffer().AsSpan(0, checked((int)_data.Length)));
        Dispose();
    }

    public void Dispose() => Writer.Dispose();
}
