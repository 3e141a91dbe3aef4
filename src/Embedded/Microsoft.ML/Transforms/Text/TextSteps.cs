using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Text transformers fitted one after the other; the columns between them are dropped at the end.</summary>
internal sealed class TextSteps(IHost host, IDataView input, string outputColumnName)
{
    private readonly List<ITransformer> _transformers = [];
    private readonly List<string> _temporary = [];
    private IDataView _view = input;

    /// <summary>One column with the texts of all; a single one as it is.</summary>
    public string Join(string[] columns) => columns.Length == 1
        ? columns[0]
        : Add("InitialConcat", (name, _) => new ColumnConcatenatingTransformer(host, name, columns));

    public string Clean(string column, TextCleaner cleaner) => Add("TextNormalizer", (name, _) => new TextNormalizingTransformer(host, ColumnPairs.Of(name, column), cleaner));

    public string SplitWords(string column) => Add("WordTokenizer", (name, _) => new WordTokenizingTransformer(host, ColumnPairs.Of(name, column), [' ']));

    public string SplitCharacters(string column) =>
        Add("CharTokenizer", (name, _) => new TokenizingByCharactersTransformer(host, ColumnPairs.Of(name, column), useMarkerCharacters: true));

    /// <param name="words">The column of the words.</param>
    /// <param name="settings">The n-grams to count.</param>
    /// <param name="name">The column to make, which stays; null: one to be dropped.</param>
    public string CountWords(string words, NgramSettings settings, string? name = null)
    {
        int maximumWords = settings.MaximumCounts is [> 0, ..] ? settings.MaximumCounts[0] : NgramExtractingEstimator.DefaultMaximumNgramsCount;
        string keys = Add("Term", (output, view) => new ValueToKeyMappingEstimator(host, ColumnPairs.Of(output, words), maximumWords).Fit(view));
        return CountKeys(keys, "WordExtractor", settings, name);
    }

    public string CountKeys(string keys, string tag, NgramSettings settings, string? name = null) =>
        Add(tag, (output, view) => new NgramExtractingEstimator(host, ColumnPairs.Of(output, keys), settings).Fit(view), name);

    public string Scale(string column, LpNormNormalizingEstimatorBase.NormFunction norm, string? name = null) =>
        Add("LpNorm", (output, _) => new LpNormNormalizingTransformer(host, ColumnPairs.Of(output, column), norm, ensureZeroMean: false, scale: 1), name);

    public void Concatenate(string name, string[] columns, string[] slotPrefixes) =>
        Add("", (_, _) => new ColumnConcatenatingTransformer(host, name, columns, slotPrefixes), name);

    public void Copy(string name, string column) => Add("", (_, _) => new ColumnCopyingTransformer(host, ColumnPairs.Of(name, column)), name);

    /// <summary>The chain of all steps.</summary>
    public ITransformer Finish()
    {
        if (_temporary.Count > 0)
        {
            _transformers.Add(new ColumnSelectingTransformer([.. _temporary], isDrop: true, keepHidden: true));
        }
        return new TransformerChain<ITransformer>([.. _transformers]);
    }

    private string Add(string tag, Func<string, IDataView, ITransformer> make, string? name = null)
    {
        string output = name ?? Temporary(tag);
        ITransformer transformer = make(output, _view);
        _transformers.Add(transformer);
        _view = transformer.Transform(_view);
        return output;
    }

    private string Temporary(string tag)
    {
        string wanted = $"{outputColumnName}_{tag}";
        string name = wanted;
        for (int i = 0; _view.Schema.GetColumnOrNull(name) is not null; i++)
        {
            name = $"{wanted}_{i}";
        }
        _temporary.Add(name);
        return name;
    }
}
