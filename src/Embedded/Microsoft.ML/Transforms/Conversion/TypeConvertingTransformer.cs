using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(TypeConvertingTransformer), null, typeof(SignatureLoadModel), "", TypeConvertingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Converts values one by one. A key stays a key, of another width.</summary>
public sealed class TypeConvertingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ConvertTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("CONVERTF", LoaderSignature);
    private readonly DataKind _kind;

    internal TypeConvertingTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, DataKind kind)
        : base(env.Register(LoaderSignature), columns) => _kind = kind;

    private TypeConvertingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _kind = (DataKind)ctx.Reader.ReadByte();

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new TypeConvertingTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        ctx.Writer.Write((byte)_kind);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : OneToOneRowMapper
    {
        private readonly TypeConvertingTransformer _owner;
        private readonly PrimitiveDataViewType[] _targets;
        private readonly Delegate[] _conversions;

        public Mapper(TypeConvertingTransformer owner, DataViewSchema schema)
            : base(schema, owner.InputColumns(schema))
        {
            _owner = owner;
            PrimitiveDataViewType target = PrimitiveTypes.FromKind(owner._kind);
            _targets = [.. Inputs.Select(input => Target(input, target))];
            _conversions = [.. Inputs.Select(input => ItemConversion.Find(input.Type.ItemOrSelf.RawType, target.RawType) ?? throw Incompatible(input, target))];
        }

        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn)
        {
            DataViewSchema.Column input = Inputs[outputColumn];
            PrimitiveDataViewType target = _targets[outputColumn];
            DataViewType source = input.Type.ItemOrSelf;
            var kept = new List<string>();
            if (input.Type is VectorDataViewType { IsKnownSize: true })
            {
                kept.Add(AnnotationKinds.SlotNames);
            }
            if (source is KeyDataViewType from && target is KeyDataViewType to && from.Count == to.Count)
            {
                kept.Add(AnnotationKinds.KeyValues);
            }
            if (source is NumberDataViewType && target is NumberDataViewType)
            {
                kept.Add(AnnotationKinds.IsNormalized);
            }
            DataViewSchema.Annotations.Builder builder = input.Keep([.. kept]);
            if (input.Type is BooleanDataViewType && target is NumberDataViewType)
            {
                builder.AddIsNormalized();
            }
            return new(_owner.ColumnPairs[outputColumn].outputColumnName, input.Type.WithItem(target), builder.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn) => GenericCall.Invoke<Delegate>(
            typeof(Mapper),
            nameof(CreateGetterFor),
            [Inputs[outputColumn].Type.ItemOrSelf.RawType, _targets[outputColumn].RawType],
            input,
            Inputs[outputColumn],
            _conversions[outputColumn]);

        private static Delegate CreateGetterFor<TSource, TTarget>(DataViewRow input, DataViewSchema.Column column, Func<TSource, TTarget> convert) =>
            ItemGetters.Create(input, column, convert, keepsDefault: EqualityComparer<TTarget>.Default.Equals(convert(default!), default!));

        private static PrimitiveDataViewType Target(DataViewSchema.Column input, PrimitiveDataViewType target)
        {
            if (input.Type.ItemOrSelf is not KeyDataViewType key)
            {
                return target;
            }
            if (!KeyDataViewType.IsValidDataType(target.RawType))
            {
                throw Incompatible(input, target);
            }
            ulong largest = target.RawType == typeof(byte) ? byte.MaxValue
                : target.RawType == typeof(ushort) ? ushort.MaxValue
                : target.RawType == typeof(uint) ? uint.MaxValue
                : ulong.MaxValue;
            return new KeyDataViewType(target.RawType, Math.Min(key.Count, largest));
        }

        private static ArgumentException Incompatible(DataViewSchema.Column input, PrimitiveDataViewType target) =>
            new($"source column '{input.Name}' with item type '{input.Type.ItemOrSelf}' is not compatible with destination type '{target}'", nameof(input));
    }
}
