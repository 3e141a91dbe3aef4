using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(IDataLoader<IMultiStreamSource>), typeof(TextLoader), null, typeof(SignatureLoadModel), "", TextLoader.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Loads rows from text files, a line a row.</summary>
public sealed partial class TextLoader : IDataLoader<IMultiStreamSource>
{
    internal const string LoaderSignature = "TextLoader";
    private const int SampleLength = 100;
    private static readonly VersionInfo s_version = VersionInfo.First("TXTLOADR", LoaderSignature);
    private readonly TextFormat _format;
    private readonly TextColumn[] _columns;
    private readonly DataViewSchema _schema;

    internal TextLoader(Options options, IMultiStreamSource? dataSample)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options complete = options.Columns is { Length: > 0 } ? options : TextSchemaComment.Read(options, dataSample);
        _format = new TextFormat(complete);
        if (complete.Columns is not { Length: > 0 })
        {
            throw new ArgumentException("Columns must be specified: none are given, and the data has no schema comment.", nameof(options));
        }

        int inputSize = complete.InputSize ?? 0;
        if (inputSize == 0 && Array.Exists(complete.Columns, c => Array.Exists(c.Source ?? [], TextColumn.NeedsInputSize)))
        {
            inputSize = dataSample is null
                ? throw new ArgumentException("A column that goes on to the end of the line needs InputSize, or a sample of the data.", nameof(options))
                : LongestLine(dataSample);
        }

        _columns = TextColumn.Resolve(complete.Columns, inputSize);
        _schema = TextColumn.Schema(_columns, HeaderFields(dataSample));
    }

    private TextLoader(TextFormat format, TextColumn[] columns, DataViewSchema schema) => (_format, _columns, _schema) = (format, columns, schema);

    public DataViewSchema GetOutputSchema() => _schema;

    public IDataView Load(IMultiStreamSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new TextDataView(source, _format, _columns, _schema);
    }

    /// <summary>A loader for the members of a class, which tell their fields by <see cref="LoadColumnAttribute"/>.</summary>
    internal static TextLoader Create<TInput>(Options options, IMultiStreamSource? dataSample)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<MemberInfo> properties = typeof(TInput).GetProperties(Public).Where(p => p.GetGetMethod() is not null && p.GetIndexParameters().Length == 0);
        MemberInfo[] members = [.. typeof(TInput).GetFields(Public), .. properties];
        if (members.Length == 0)
        {
            throw new ArgumentException($"Should define at least one public, readable field or property in {typeof(TInput)}.", nameof(options));
        }

        options.Columns = [.. members.Select(ColumnOf)];
        return new TextLoader(options, dataSample);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        _format.Save(ctx);
        ctx.Writer.Write(_columns.Length);
        Array.ForEach(_columns, c => c.Save(ctx));
        SchemaSerializer.Save(ctx, "Schema", _schema);
    }

    private static IDataLoader<IMultiStreamSource> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        TextFormat format = TextFormat.Load(ctx);
        int count = ctx.Reader.ReadInt32();
        ModelFormat.Check(count is > 0 and < 1_000_000, $"Corrupt model file: a text loader of {count} columns.");
        TextColumn[] columns = [.. Enumerable.Range(0, count).Select(_ => TextColumn.Load(ctx))];
        return new TextLoader(format, columns, SchemaSerializer.Load(ctx, "Schema") ?? throw ModelFormat.Error("Corrupt model file: a text loader without schema."));
    }

    private static Column ColumnOf(MemberInfo member)
    {
        var source = member.GetCustomAttribute<LoadColumnAttribute>()
            ?? throw new InvalidOperationException($"{(member is FieldInfo ? "Field" : "Property")} '{member.Name}' is missing the LoadColumnAttribute attribute");
        DataKind kind = PrimitiveTypes.KindOf(RowDefinition.ItemOf(member).Item);
        if (kind == 0)
        {
            throw new InvalidOperationException($"{(member is FieldInfo ? "Field" : "Property")} {member.Name} is of unsupported type.");
        }

        return new Column(member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name, kind, source.Sources, member.GetCustomAttribute<KeyTypeAttribute>()?.KeyCount);
    }

    private int LongestLine(IMultiStreamSource sample)
    {
        using var lines = new TextLineReader(sample, _format);
        var fields = new TextFields(_format);
        int longest = 0;
        for (int i = 0; i < SampleLength && lines.Read(); i++)
        {
            fields.Split(lines.Current);
            longest = Math.Max(longest, fields.Length);
        }

        return longest > 0 ? longest : throw new InvalidOperationException("The sample of the data has no lines that tell how many fields there are.");
    }

    private string[]? HeaderFields(IMultiStreamSource? sample)
    {
        IMultiStreamSource? source = _format.HeaderFile is { } file ? new MultiFileSource(file) : _format.HasHeader ? sample : null;
        if (source is null || source.Count == 0)
        {
            return null;
        }

        using TextReader reader = source.OpenTextReader(0);
        if (TextLineReader.FirstLine(reader, _format) is not { } line)
        {
            return null;
        }

        var fields = new TextFields(_format);
        fields.Split(line);
        return [.. Enumerable.Range(0, fields.Length).Select(i => fields[i].ToString().Trim())];
    }
}
