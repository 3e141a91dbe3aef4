using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(KeyToValueMappingTransformer), null, typeof(SignatureLoadModel), "", KeyToValueMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys to values; a missing key to NaN, or to the default where the type has no NaN.</summary>
public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "KeyToValueTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("KEY2VALT", LoaderSignature);

    internal KeyToValueMappingTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(LoaderSignature), columns)
    {
    }

    private KeyToValueMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new KeyToValueMappingTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : OneToOneRowMapper
    {
        private readonly KeyToValueMappingTransformer _owner;
        private readonly PrimitiveDataViewType[] _valueTypes;

        public Mapper(KeyToValueMappingTransformer owner, DataViewSchema schema)
            : base(schema, owner.InputColumns(schema))
        {
            _owner = owner;
            _valueTypes = [.. Inputs.Select(ValueType)];
        }

        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn) => new(
            _owner.ColumnPairs[outputColumn].outputColumnName,
            Inputs[outputColumn].Type.WithItem(_valueTypes[outputColumn]),
            Inputs[outputColumn].Keep(AnnotationKinds.SlotNames).ToAnnotations());

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn) => GenericCall.Invoke<Delegate>(
            typeof(Mapper),
            nameof(CreateGetterFor),
            [Inputs[outputColumn].Type.ItemOrSelf.RawType, _valueTypes[outputColumn].RawType],
            input,
            Inputs[outputColumn]);

        private static PrimitiveDataViewType ValueType(DataViewSchema.Column column)
        {
            if (column.Type.ItemOrSelf is not KeyDataViewType key)
            {
                throw SchemaErrors.Mismatch("inputSchema", "input", column.Name, "key type", column.Type.ToString()!);
            }
            if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type is not VectorDataViewType values)
            {
                throw new InvalidOperationException($"Metadata KeyValues does not exist: the keys of column '{column.Name}' stand for no values.");
            }
            return (ulong)values.Size == key.Count
                ? values.ItemType
                : throw new InvalidOperationException(
                    $"KeyValues metadata size does not match column type key count: column '{column.Name}' has {values.Size} key values and {key.Count} keys.");
        }

        private static Delegate CreateGetterFor<TKey, TValue>(DataViewRow input, DataViewSchema.Column column)
            where TValue : notnull
        {
            VBuffer<TValue> annotation = default;
            column.Annotations.GetValue(AnnotationKinds.KeyValues, ref annotation);
            TValue[] values = [.. annotation.DenseValues()];
            TValue missing = ItemTraits<TValue>.Missing;
            TValue Map(TKey key)
            {
                ulong number = KeyValue.Of(key);
                return number > 0 && number <= (ulong)values.Length ? values[number - 1] : missing;
            }
            return ItemGetters.Create<TKey, TValue>(input, column, Map, keepsDefault: !ItemTraits<TValue>.IsNaN(missing));
        }
    }
}
