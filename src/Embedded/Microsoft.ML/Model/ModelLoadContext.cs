using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What a component is loaded from: the data it wrote, and below it further entries and components.</summary>
internal sealed class ModelLoadContext : IDisposable
{
    public const string ModelStreamName = "Model.key";

    public readonly RepositoryReader Repository;
    public readonly string? Directory;
    public readonly BinaryReader Reader;
    public readonly string[] Strings;
    public readonly string LoaderAssemblyName;
    private readonly VersionInfo _version;
    private readonly long _start;

    internal ModelLoadContext(RepositoryReader rep, Stream entry, string? dir)
    {
        Repository = rep;
        Directory = dir;
        Reader = new BinaryReader(entry, Encoding.UTF8);
        ModelHeader header = ModelHeader.Read(Reader, Place);
        _version = header.Version;
        _start = entry.Position;
        Strings = header.Strings;
        LoaderAssemblyName = header.Version.LoaderAssemblyName;
    }

    private string Place => Directory ?? "";

    /// <summary>Loads the component below a directory of the model file, or gives false if nothing is there.</summary>
    public static bool LoadModelOrNull<TRes, TSig>(IHostEnvironment env, out TRes? result, RepositoryReader rep, string? dir, params object[] extra)
        where TRes : class
    {
        if (rep.OpenEntryOrNull(dir, ModelStreamName) is not { } entry)
        {
            result = null;
            return false;
        }

        using var context = new ModelLoadContext(rep, entry, dir);
        result = context.Instantiate<TSig>(env, extra) as TRes ?? throw ModelFormat.Error($"Couldn't load model: '{dir}'");
        return true;
    }

    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, RepositoryReader rep, string? dir, params object[] extra)
        where TRes : class =>
        result = LoadModelOrNull<TRes, TSig>(env, out TRes? loaded, rep, dir, extra)
            ? loaded!
            : throw ModelFormat.Error($"Corrupt model file: there is no component '{dir}' in it.");

    public bool LoadModelOrNull<TRes, TSig>(IHostEnvironment env, out TRes? result, string name, params object[] extra)
        where TRes : class => LoadModelOrNull<TRes, TSig>(env, out result, Repository, RepositoryReader.Combine(Directory, name), extra);

    public void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra)
        where TRes : class => LoadModel<TRes, TSig>(env, out result, Repository, RepositoryReader.Combine(Directory, name), extra);

    public void CheckAtModel() => ModelFormat.Check(Reader.BaseStream.Position == _start, $"'{Place}' is read from another place than its begin.");

    public void CheckAtModel(VersionInfo ver)
    {
        CheckAtModel();
        CheckVersionInfo(ver);
    }

    /// <exception cref="FormatException">The data is of another kind, newer than this code can read, or older than it reads back.</exception>
    public void CheckVersionInfo(VersionInfo ver)
    {
        ModelFormat.Check(
            _version.ModelSignature == ver.ModelSignature,
            $"Unknown file type: '{Place}' holds '{VersionInfo.Unpack(_version.ModelSignature)}' where '{VersionInfo.Unpack(ver.ModelSignature)}' was expected.");
        ModelFormat.Check(
            _version.VerReadableCur <= ver.VerWrittenCur,
            $"Cause: TOO NEW: '{Place}' was written by version {_version.VerWrittenCur:x8}; a reader of version {_version.VerReadableCur:x8} is needed, this one is {ver.VerWrittenCur:x8}.");
        ModelFormat.Check(
            _version.VerWrittenCur >= ver.VerWeCanReadBack,
            $"Cause: TOO OLD: '{Place}' was written by version {_version.VerWrittenCur:x8}; this reader goes back to {ver.VerWeCanReadBack:x8}.");
    }

    public bool TryLoadBinaryStream(string name, Action<BinaryReader> action)
    {
        using MemoryStream? entry = Repository.OpenEntryOrNull(Directory, name);
        if (entry is null)
        {
            return false;
        }

        using var reader = new BinaryReader(entry, Encoding.UTF8);
        action(reader);
        return true;
    }

    public string? LoadStringOrNull()
    {
        int id = Reader.ReadInt32();
        ModelFormat.Check(id >= -1 && id < Strings.Length, $"Corrupt model file: '{Place}' has {Strings.Length} strings and asks for string {id}.");
        return id < 0 ? null : Strings[id];
    }

    public string LoadString() => LoadStringOrNull() ?? throw ModelFormat.Error($"Corrupt model file: '{Place}' lacks a string.");

    public string LoadNonEmptyString()
    {
        string text = LoadString();
        ModelFormat.Check(text.Length > 0, $"Corrupt model file: '{Place}' has an empty string where a name should be.");
        return text;
    }

    public void Dispose() => Reader.Dispose();

    private object? Instantiate<TSig>(IHostEnvironment env, object[] extra)
    {
        if (!string.IsNullOrEmpty(LoaderAssemblyName))
        {
            env.ComponentCatalog.RegisterAssembly(LoaderAssembly());
        }

        object[] arguments = [this, .. extra];
        foreach (string? signature in new[] { _version.LoaderSignature, _version.LoaderSignatureAlt })
        {
            if (!string.IsNullOrEmpty(signature) && env.ComponentCatalog.CreateInstance(env, typeof(TSig), signature, arguments) is { } loaded)
            {
                return loaded;
            }
        }

        return null;
    }

    private Assembly LoaderAssembly()
    {
        Assembly own = typeof(ModelLoadContext).Assembly;
        return new AssemblyName(LoaderAssemblyName).Name == own.GetName().Name ? own : Assembly.Load(LoaderAssemblyName);
    }
}
