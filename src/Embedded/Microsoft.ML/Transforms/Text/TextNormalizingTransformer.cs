using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Text;

[assembly: LoadableClass(typeof(ITransformer), typeof(TextNormalizingTransformer), null, typeof(SignatureLoadModel), "", TextNormalizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Text;

/// <summary>Cleans texts; of a vector those that are empty afterwards fall out.</summary>
public sealed class TextNormalizingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "TextNormalizer";
    private static readonly VersionInfo s_version = VersionInfo.First("TEXTNORM", LoaderSignature);
    private readonly TextCleaner _cleaner;

    internal TextNormalizingTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, TextCleaner cleaner)
        : base(env.Register(LoaderSignature), columns) => _cleaner = cleaner;

    private TextNormalizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _cleaner = new TextCleaner(
            (TextNormalizingEstimator.CaseMode)ctx.Reader.ReadByte(), ctx.Reader.ReadBoolean(), ctx.Reader.ReadBoolean(), ctx.Reader.ReadBoolean());

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new TextNormalizingTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        ctx.Writer.Write((byte)_cleaner.CaseMode);
        ctx.Writer.Write(_cleaner.KeepDiacritics);
        ctx.Writer.Write(_cleaner.KeepPunctuations);
        ctx.Writer.Write(_cleaner.KeepNumbers);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(TextNormalizingTransformer owner, DataViewSchema schema)
        : OneToOneRowMapper(schema, TextColumns.Require(owner.InputColumns(schema)))
    {
        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn) => new(
            owner.ColumnPairs[outputColumn].outputColumnName,
            Inputs[outputColumn].Type is VectorDataViewType ? new VectorDataViewType(TextDataViewType.Instance) : TextDataViewType.Instance);

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn)
        {
            TextCleaner cleaner = owner._cleaner;
            if (Inputs[outputColumn].Type is not VectorDataViewType)
            {
                return ItemGetters.Create<ReadOnlyMemory<char>, ReadOnlyMemory<char>>(input, Inputs[outputColumn], cleaner.Clean, keepsDefault: true);
            }
            var texts = new List<ReadOnlyMemory<char>>();
            Action read = TextColumns.CreateReader(input, Inputs[outputColumn], texts);
            var cleaned = new List<ReadOnlyMemory<char>>();
            return (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref VBuffer<ReadOnlyMemory<char>> target) =>
            {
                read();
                cleaned.Clear();
                foreach (ReadOnlyMemory<char> text in texts)
                {
                    ReadOnlyMemory<char> result = cleaner.Clean(text);
                    if (!result.IsEmpty)
                    {
                        cleaned.Add(result);
                    }
                }
                TextColumns.Write(cleaned, ref target);
            });
        }
    }
}
