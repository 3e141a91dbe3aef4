using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(ColumnSelectingTransformer), null, typeof(SignatureLoadModel), "", ColumnSelectingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Keeps some columns, in the order of their names, or drops some.</summary>
public sealed class ColumnSelectingTransformer : ITransformer
{
    internal const string LoaderSignature = "SelectColumnsTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("SELCOLST", LoaderSignature);
    private readonly string[] _names;
    private readonly bool _isDrop;
    private readonly bool _keepHidden;

    internal ColumnSelectingTransformer(string[] names, bool isDrop, bool keepHidden)
    {
        if (names is null || Array.Exists(names, string.IsNullOrEmpty))
        {
            throw new ArgumentException("Contains some null or empty items", nameof(names));
        }

        (_names, _isDrop, _keepHidden) = (names, isDrop, keepHidden);
    }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => MakeMapper(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView(input, MakeMapper(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => MakeMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        ctx.Writer.Write(_isDrop);
        ctx.Writer.Write(_keepHidden);
        ctx.Writer.Write(_names.Length);
        Array.ForEach(_names, ctx.SaveNonEmptyString);
    }

    internal SchemaShape Select(SchemaShape shape)
    {
        Array.ForEach(_names, name => shape.Require(name));
        return new SchemaShape(shape.Where(c => _names.Contains(c.Name) != _isDrop));
    }

    private SelectingMapper MakeMapper(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Array.ForEach(_names, name => schema.Require(name));
        IEnumerable<DataViewSchema.Column> kept = _isDrop
            ? schema.Where(c => !_names.Contains(c.Name))
            : _names.SelectMany(name => schema.Where(c => c.Name == name && (_keepHidden || !c.IsHidden)));
        return new SelectingMapper(schema, [.. kept]);
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        bool isDrop = ctx.Reader.ReadBoolean();
        bool keepHidden = ctx.Reader.ReadBoolean();
        int count = ctx.Reader.ReadInt32();
        ModelFormat.Check(count is >= 0 and < 1_000_000, $"Corrupt model file: {count} columns are selected.");
        return new ColumnSelectingTransformer([.. Enumerable.Range(0, count).Select(_ => ctx.LoadNonEmptyString())], isDrop, keepHidden);
    }
}
