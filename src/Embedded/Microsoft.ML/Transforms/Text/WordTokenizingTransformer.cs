using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Text;

[assembly: LoadableClass(typeof(ITransformer), typeof(WordTokenizingTransformer), null, typeof(SignatureLoadModel), "", WordTokenizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Text;

/// <summary>Splits texts at separators; words are trimmed, empty ones fall out.</summary>
public sealed class WordTokenizingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "TokenizeTextTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("WRDTOKNS", LoaderSignature);
    private readonly char[] _separators;

    internal WordTokenizingTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, char[] separators)
        : base(env.Register(LoaderSignature), columns)
    {
        if (separators.Length == 0)
        {
            throw new ArgumentException("There must be at least one separator.", nameof(separators));
        }
        _separators = separators;
    }

    private WordTokenizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _separators = ctx.LoadNonEmptyString().ToCharArray();

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new WordTokenizingTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        ctx.SaveNonEmptyString(new string(_separators));
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private void Split(ReadOnlyMemory<char> text, List<ReadOnlyMemory<char>> words)
    {
        while (!text.IsEmpty)
        {
            int end = text.Span.IndexOfAny(_separators);
            ReadOnlyMemory<char> word = (end < 0 ? text : text[..end]).Trim();
            text = end < 0 ? default : text[(end + 1)..];
            if (!word.IsEmpty)
            {
                words.Add(word);
            }
        }
    }

    private sealed class Mapper(WordTokenizingTransformer owner, DataViewSchema schema)
        : OneToOneRowMapper(schema, TextColumns.Require(owner.InputColumns(schema)))
    {
        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn) =>
            new(owner.ColumnPairs[outputColumn].outputColumnName, new VectorDataViewType(TextDataViewType.Instance));

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn)
        {
            var texts = new List<ReadOnlyMemory<char>>();
            Action read = TextColumns.CreateReader(input, Inputs[outputColumn], texts);
            var words = new List<ReadOnlyMemory<char>>();
            return (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref VBuffer<ReadOnlyMemory<char>> target) =>
            {
                read();
                words.Clear();
                foreach (ReadOnlyMemory<char> text in texts)
                {
                    owner.Split(text, words);
                }
                TextColumns.Write(words, ref target);
            });
        }
    }
}
