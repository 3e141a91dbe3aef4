using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(ValueToKeyMappingTransformer), null, typeof(SignatureLoadModel), "", ValueToKeyMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps values to keys by the tables of <see cref="ValueToKeyMappingEstimator"/>.</summary>
public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "TermTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("TERMTRNS", LoaderSignature);
    private readonly KeyTable[] _tables;
    private readonly bool _annotationsAsText;

    internal ValueToKeyMappingTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, KeyTable[] tables, bool annotationsAsText)
        : base(env.Register(LoaderSignature), columns) => (_tables, _annotationsAsText) = (tables, annotationsAsText);

    private ValueToKeyMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        _annotationsAsText = ctx.Reader.ReadBoolean();
        _tables = new KeyTable[ColumnPairs.Length];
        for (int i = 0; i < _tables.Length; i++)
        {
            DataViewType type = SchemaSerializer.ReadType(ctx.Reader);
            _tables[i] = GenericCall.Invoke<KeyTable>(typeof(ValueToKeyMappingTransformer), nameof(LoadTable), [type.RawType], ctx.Reader, type);
        }
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new ValueToKeyMappingTransformer(env.Register(LoaderSignature), ctx);
    }

    private static KeyTable<T> LoadTable<T>(BinaryReader reader, PrimitiveDataViewType type)
        where T : notnull => KeyTable<T>.Load(reader, type);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        ctx.Writer.Write(_annotationsAsText);
        foreach (KeyTable table in _tables)
        {
            SchemaSerializer.WriteType(ctx.Writer, table.ItemType);
            table.Save(ctx.Writer);
        }
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : OneToOneRowMapper
    {
        private readonly ValueToKeyMappingTransformer _owner;

        public Mapper(ValueToKeyMappingTransformer owner, DataViewSchema schema)
            : base(schema, owner.InputColumns(schema))
        {
            _owner = owner;
            for (int i = 0; i < Inputs.Length; i++)
            {
                if (!Inputs[i].Type.ItemOrSelf.Equals(owner._tables[i].ItemType))
                {
                    throw new InvalidOperationException(
                        $"Could not apply a map over type '{owner._tables[i].ItemType}' to column '{Inputs[i].Name}' since it has type '{Inputs[i].Type.ItemOrSelf}'");
                }
            }
        }

        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn)
        {
            DataViewSchema.Annotations.Builder annotations = Inputs[outputColumn].Keep(AnnotationKinds.SlotNames);
            KeyTable table = _owner._tables[outputColumn];
            if (table.Count > 0)
            {
                GenericCall.Invoke<object?>(typeof(Mapper), nameof(AddKeyValues), [table.ItemType.RawType], annotations, Inputs[outputColumn], table, _owner._annotationsAsText);
            }
            return new(_owner.ColumnPairs[outputColumn].outputColumnName, Inputs[outputColumn].Type.WithItem(table.KeyType), annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn) => GenericCall.Invoke<Delegate>(
            typeof(Mapper), nameof(CreateGetterFor), [_owner._tables[outputColumn].ItemType.RawType], input, Inputs[outputColumn], _owner._tables[outputColumn]);

        private static Delegate CreateGetterFor<T>(DataViewRow input, DataViewSchema.Column column, KeyTable<T> table)
            where T : notnull
        {
            bool defaultIsMissing = table.Find(default!) == 0;
            return ItemGetters.Create<T, uint>(input, column, table.Find, keepsDefault: defaultIsMissing);
        }

        private static object? AddKeyValues<T>(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column input, KeyTable<T> table, bool asText)
            where T : notnull
        {
            if (table.ItemType is KeyDataViewType key
                && input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues) is { Type: VectorDataViewType values } own
                && key.Count == (ulong)values.Size)
            {
                int[] chosen = [.. table.Values.Select(value => (int)(KeyValue.Of(value) - 1))];
                return GenericCall.Invoke<object?>(typeof(Mapper), nameof(ChooseKeyValues), [values.ItemType.RawType], annotations, input, own, chosen);
            }
            if (asText)
            {
                annotations.AddKeyValues(TextDataViewType.Instance, [.. table.Values.Select(value => ValueText.Of(value).AsMemory())]);
            }
            else
            {
                annotations.AddKeyValues(table.ItemType, table.Values.ToArray());
            }
            return null;
        }

        // Keys of keys stand for what the inner keys stand for.
        private static object? ChooseKeyValues<T>(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column input, DataViewSchema.Column own, int[] chosen)
        {
            VBuffer<T> values = default;
            input.Annotations.GetValue(AnnotationKinds.KeyValues, ref values);
            T[] all = [.. values.DenseValues()];
            annotations.AddKeyValues((PrimitiveDataViewType)own.Type.ItemOrSelf, [.. chosen.Select(i => all[i])]);
            return null;
        }
    }
}
