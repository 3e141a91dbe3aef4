using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(MissingValueIndicatorTransformer), null, typeof(SignatureLoadModel), "", MissingValueIndicatorTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps each value to whether it is missing.</summary>
public sealed class MissingValueIndicatorTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "NaIndicatorTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("NAINDIC ", LoaderSignature);

    internal MissingValueIndicatorTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(LoaderSignature), columns)
    {
    }

    private MissingValueIndicatorTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new MissingValueIndicatorTransformer(env.Register(LoaderSignature), ctx);
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
        private readonly MissingValueIndicatorTransformer _owner;

        public Mapper(MissingValueIndicatorTransformer owner, DataViewSchema schema)
            : base(schema, owner.InputColumns(schema))
        {
            _owner = owner;
            foreach (DataViewSchema.Column input in Inputs)
            {
                DataViewType item = input.Type.ItemOrSelf;
                if (item is not KeyDataViewType && item.RawType != typeof(float) && item.RawType != typeof(double))
                {
                    throw SchemaErrors.Mismatch(nameof(schema), "input", input.Name, "Single, Double or key", input.Type.ToString()!);
                }
            }
        }

        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn)
        {
            DataViewSchema.Annotations.Builder annotations = Inputs[outputColumn].Keep(AnnotationKinds.SlotNames);
            annotations.AddIsNormalized();
            return new(_owner.ColumnPairs[outputColumn].outputColumnName, Inputs[outputColumn].Type.WithItem(BooleanDataViewType.Instance), annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn) =>
            GenericCall.Invoke<Delegate>(typeof(Mapper), nameof(CreateGetterFor), [Inputs[outputColumn].Type.ItemOrSelf.RawType], input, Inputs[outputColumn]);

        private static Delegate CreateGetterFor<T>(DataViewRow input, DataViewSchema.Column column)
            where T : notnull => column.Type.ItemOrSelf is KeyDataViewType
                ? ItemGetters.Create<T, bool>(input, column, key => KeyValue.Of(key) == 0, keepsDefault: false)
                : ItemGetters.Create<T, bool>(input, column, ItemTraits<T>.IsNaN, keepsDefault: true);
    }
}
