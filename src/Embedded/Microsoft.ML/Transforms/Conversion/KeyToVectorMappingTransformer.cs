using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(KeyToVectorMappingTransformer), null, typeof(SignatureLoadModel), "", KeyToVectorMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys to indicator vectors or counts.</summary>
public sealed class KeyToVectorMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "KeyToVectorTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("KEY2VECT", LoaderSignature);
    private readonly bool _outputCountVector;

    internal KeyToVectorMappingTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, bool outputCountVector)
        : base(env.Register(LoaderSignature), columns) => _outputCountVector = outputCountVector;

    private KeyToVectorMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _outputCountVector = ctx.Reader.ReadBoolean();

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new KeyToVectorMappingTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        ctx.Writer.Write(_outputCountVector);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : OneToOneRowMapper
    {
        private readonly KeyToVectorMappingTransformer _owner;

        public Mapper(KeyToVectorMappingTransformer owner, DataViewSchema schema)
            : base(schema, owner.InputColumns(schema))
        {
            _owner = owner;
            foreach (DataViewSchema.Column input in Inputs)
            {
                if (input.Type.ItemOrSelf is not KeyDataViewType { Count: <= int.MaxValue })
                {
                    throw SchemaErrors.Mismatch(nameof(schema), "input", input.Name, "key type of known count", input.Type.ToString()!);
                }
            }
        }

        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn)
        {
            DataViewSchema.Column input = Inputs[outputColumn];
            int keys = KeyCount(input);
            var builder = new DataViewSchema.Annotations.Builder();
            bool isSum = IsSum(input);
            string[]? names = input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type.ItemOrSelf is TextDataViewType ? input.KeyValuesAsText() : null;
            if (names is not null && isSum)
            {
                builder.AddSlotNames(names);
            }
            else if (names is not null && input.Type.ValueCount > 0)
            {
                builder.AddSlotNames(SlotPrefixes(input).SelectMany(prefix => names.Select(name => $"{prefix}.{name}")));
            }
            if (!_owner._outputCountVector && input.Type.ValueCount > 0)
            {
                int[] ranges = [.. Enumerable.Range(0, input.Type.ValueCount).SelectMany(i => new[] { i * keys, (i + 1) * keys - 1 })];
                var type = new VectorDataViewType(NumberDataViewType.Int32, input.Type.ValueCount, 2);
                builder.Add(AnnotationKinds.CategoricalSlotRanges, type, (ref VBuffer<int> target) => new VBuffer<int>(ranges.Length, ranges).CopyTo(ref target));
            }
            if (!_owner._outputCountVector || input.Type is not VectorDataViewType)
            {
                builder.AddIsNormalized();
            }
            VectorDataViewType output = isSum ? new VectorDataViewType(NumberDataViewType.Single, keys) : new VectorDataViewType(NumberDataViewType.Single, input.Type.ValueCount, keys);
            return new(_owner.ColumnPairs[outputColumn].outputColumnName, output, builder.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn) => GenericCall.Invoke<Delegate>(
            typeof(Mapper),
            nameof(CreateGetterFor),
            [Inputs[outputColumn].Type.ItemOrSelf.RawType],
            input,
            Inputs[outputColumn],
            KeyCount(Inputs[outputColumn]),
            IsSum(Inputs[outputColumn]));

        // One vector for the row: a scalar, a single key, or counts.
        private bool IsSum(DataViewSchema.Column input) => _owner._outputCountVector || input.Type.ValueCount == 1;

        private static int KeyCount(DataViewSchema.Column input) => (int)((KeyDataViewType)input.Type.ItemOrSelf).Count;

        private static string[] SlotPrefixes(DataViewSchema.Column input)
        {
            int count = input.Type.ValueCount;
            string[] names = [.. Enumerable.Range(0, count).Select(i => $"[{i}]")];
            if (input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.SlotNames) is { Type: VectorDataViewType { ItemType: TextDataViewType } type } && type.Size == count)
            {
                VBuffer<ReadOnlyMemory<char>> own = default;
                input.Annotations.GetValue(AnnotationKinds.SlotNames, ref own);
                foreach (KeyValuePair<int, ReadOnlyMemory<char>> name in own.Items().Where(item => !item.Value.IsEmpty))
                {
                    names[name.Key] = name.Value.ToString();
                }
            }
            return names;
        }

        private static Delegate CreateGetterFor<TKey>(DataViewRow input, DataViewSchema.Column column, int keyCount, bool isSum) => column.Type is VectorDataViewType
            ? isSum ? CountGetter<TKey>(input, column, keyCount) : IndicatorGetter<TKey>(input, column, keyCount)
            : ScalarGetter<TKey>(input, column, keyCount);

        private static ValueGetter<VBuffer<float>> ScalarGetter<TKey>(DataViewRow input, DataViewSchema.Column column, int keyCount)
        {
            ValueGetter<TKey> getKey = input.GetGetter<TKey>(column);
            TKey key = default!;
            return (ref VBuffer<float> target) =>
            {
                getKey(ref key);
                ulong number = KeyValue.Of(key);
                bool isThere = number > 0 && number <= (ulong)keyCount;
                VBufferEditor<float> editor = VBufferEditor.Create(ref target, keyCount, isThere ? 1 : 0, requireIndicesOnDense: true);
                if (isThere)
                {
                    editor.Values[0] = 1;
                    editor.Indices[0] = (int)number - 1;
                }
                target = editor.Commit();
            };
        }

        private static ValueGetter<VBuffer<float>> IndicatorGetter<TKey>(DataViewRow input, DataViewSchema.Column column, int keyCount)
        {
            ValueGetter<VBuffer<TKey>> getKeys = input.GetGetter<VBuffer<TKey>>(column);
            VBuffer<TKey> keys = default;
            return (ref VBuffer<float> target) =>
            {
                getKeys(ref keys);
                ReadOnlySpan<TKey> values = keys.GetValues();
                ReadOnlySpan<int> indices = keys.GetIndices();
                VBufferEditor<float> editor = VBufferEditor.Create(ref target, checked(keys.Length * keyCount), values.Length, requireIndicesOnDense: true);
                int count = 0;
                for (int i = 0; i < values.Length; i++)
                {
                    ulong number = KeyValue.Of(values[i]);
                    if (number > 0 && number <= (ulong)keyCount)
                    {
                        editor.Values[count] = 1;
                        editor.Indices[count++] = (keys.IsDense ? i : indices[i]) * keyCount + (int)number - 1;
                    }
                }
                target = editor.CommitTruncated(count);
            };
        }

        private static ValueGetter<VBuffer<float>> CountGetter<TKey>(DataViewRow input, DataViewSchema.Column column, int keyCount)
        {
            ValueGetter<VBuffer<TKey>> getKeys = input.GetGetter<VBuffer<TKey>>(column);
            VBuffer<TKey> keys = default;
            return (ref VBuffer<float> target) =>
            {
                getKeys(ref keys);
                VBufferEditor<float> editor = VBufferEditor.Create(ref target, keyCount);
                editor.Values.Clear();
                foreach (TKey key in keys.GetValues())
                {
                    ulong number = KeyValue.Of(key);
                    if (number > 0 && number <= (ulong)keyCount)
                    {
                        editor.Values[(int)number - 1]++;
                    }
                }
                target = editor.Commit();
            };
        }
    }
}
