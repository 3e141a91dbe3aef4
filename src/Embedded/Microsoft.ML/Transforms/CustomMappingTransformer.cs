using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(CustomMappingTransformer), null, typeof(SignatureLoadModel), "", CustomMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Adds columns that a function of the user computes from an object, into an object.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _mapAction;
    private readonly string? _contractName;
    private readonly SchemaDefinition? _inputSchemaDefinition;

    internal CustomMappingTransformer(Action<TSrc, TDst> mapAction, string? contractName, SchemaDefinition? inputSchemaDefinition, SchemaDefinition? outputSchemaDefinition)
    {
        ArgumentNullException.ThrowIfNull(mapAction);
        _mapAction = mapAction;
        _contractName = contractName;
        _inputSchemaDefinition = inputSchemaDefinition;
        AddedColumns = RowDefinition.Create(typeof(TDst), outputSchemaDefinition, SchemaDefinition.Direction.Write);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal RowDefinition AddedColumns { get; }

    internal RowDefinition ReadColumns => RowDefinition.Create(typeof(TSrc), _inputSchemaDefinition, SchemaDefinition.Direction.Write);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => MakeMapper(inputSchema).OutputSchema;

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView(input, MakeMapper(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => MakeMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        if (_contractName is null)
        {
            throw new InvalidOperationException("Empty contract name for a transform: the transform cannot be saved");
        }

        ctx.CheckAtModel();
        ctx.SetVersionInfo(CustomMappingTransformer.Version);
        ctx.SaveString(_contractName);
        ctx.SaveString(_mapAction.Method.DeclaringType!.Assembly.FullName!);
    }

    private RowToRowMapper MakeMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new RowToRowMapper(new Mapper(this, inputSchema));
    }

    private sealed class Mapper(CustomMappingTransformer<TSrc, TDst> owner, DataViewSchema inputSchema) : RowMapper(inputSchema)
    {
        private readonly ObjectWriter<TSrc> _reader = new(inputSchema, owner._inputSchemaDefinition, ignoreMissingColumns: false);

        public override DataViewSchema.DetachedColumn[] OutputColumns { get; } =
            [.. owner.AddedColumns.Columns.Select(c => new DataViewSchema.DetachedColumn(c.Name, c.Type, c.Annotations))];

        public override IEnumerable<int> Dependencies(int outputColumn) => _reader.Columns.Select(c => c.Index);

        public override Delegate?[] CreateGetters(DataViewRow input, bool[] isActive)
        {
            Action<TSrc> fill = _reader.Bind(input);
            var source = new TSrc();
            var result = new TDst();
            var row = new ObjectRow<TDst>(owner.AddedColumns);
            Action map = PerRow.Once(input, () =>
            {
                fill(source);
                owner._mapAction(source, result);
                row.MoveTo(result);
            });
            return [.. isActive.Select((active, i) => active ? MapFirst(map, RowGetters.Get(row, row.Schema[i]), row.Schema[i].Type) : null)];
        }

        private static Delegate MapFirst(Action map, Delegate getter, DataViewType type) => (Delegate)typeof(Mapper)
            .GetMethod(nameof(MapFirstTyped), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.RawType).Invoke(null, [map, getter])!;

        private static ValueGetter<T> MapFirstTyped<T>(Action map, ValueGetter<T> getter) => (ref T value) =>
        {
            map();
            getter(ref value);
        };
    }
}

internal static class CustomMappingTransformer
{
    public const string LoaderSignature = "CustomTransformer";

    public static VersionInfo Version { get; } = VersionInfo.First("CUSTOMXF", LoaderSignature);

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        string contractName = ctx.LoadString();
        env.ComponentCatalog.RegisterAssembly(Assembly.Load(ctx.LoadString()));
        return env.ComponentCatalog.CreateExtension(typeof(CustomMappingFactoryAttributeAttribute), contractName) is ICustomMappingFactory factory
            ? factory.CreateTransformer(contractName)
            : throw ModelFormat.Error($"There is no class marked [CustomMappingFactoryAttribute(\"{contractName}\")] that derives from CustomMappingFactory.");
    }
}
