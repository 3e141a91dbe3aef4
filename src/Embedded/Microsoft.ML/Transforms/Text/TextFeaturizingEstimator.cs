using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Turns texts into a vector: scaled counts of the n-grams of their characters and words.</summary>
public sealed class TextFeaturizingEstimator : IEstimator<ITransformer>
{
    private readonly IHost _host;
    private readonly string _outputColumnName;
    private readonly string[] _inputColumnNames;
    private readonly Options _options;

    internal TextFeaturizingEstimator(IHostEnvironment env, string outputColumnName, string[] inputColumnNames, Options options)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        if (inputColumnNames.Length == 0 || Array.Exists(inputColumnNames, string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("There must be at least one input column, each with a name.", nameof(inputColumnNames));
        }
        (_host, _outputColumnName, _inputColumnNames, _options) = (env.Register(nameof(TextFeaturizingEstimator)), outputColumnName, inputColumnNames, options);
    }

    /// <summary>A pass over the data to number the words, one to collect their n-grams and one for those of the characters.</summary>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var steps = new TextSteps(_host, input, _outputColumnName);
        string text = steps.Join(_inputColumnNames);
        var cleaner = new TextCleaner(_options.CaseMode, _options.KeepDiacritics, _options.KeepPunctuations, _options.KeepNumbers);
        if (cleaner != new TextCleaner(TextNormalizingEstimator.CaseMode.None, true, true, true))
        {
            text = steps.Clean(text, cleaner);
        }

        string? words = _options.WordFeatureExtractor is null && string.IsNullOrEmpty(_options.OutputTokensColumnName) ? null : steps.SplitWords(text);
        if (!string.IsNullOrEmpty(_options.OutputTokensColumnName))
        {
            steps.Copy(_options.OutputTokensColumnName, words!);
        }
        var parts = new List<(string Name, string Column)>();
        if (_options.CharFeatureExtractor is { } characterGrams)
        {
            parts.Add(("Char", steps.CountKeys(steps.SplitCharacters(text), "CharExtractor", characterGrams.Settings)));
        }
        if (_options.WordFeatureExtractor is { } wordGrams)
        {
            parts.Add(("Word", steps.CountWords(words!, wordGrams.Settings)));
        }
        AddOutput(steps, parts);
        return steps.Finish();
    }

    private void AddOutput(TextSteps steps, List<(string Name, string Column)> parts)
    {
        string[] columns = [.. parts.Select(p => _options.Norm == NormFunction.None ? p.Column : steps.Scale(p.Column, LpNorm))];
        if (columns.Length == 1)
        {
            steps.Copy(_outputColumnName, columns[0]);
        }
        else if (columns.Length > 1)
        {
            steps.Concatenate(_outputColumnName, columns, [.. parts.Select(p => p.Name)]);
        }
    }

    private LpNormNormalizingEstimatorBase.NormFunction LpNorm => _options.Norm switch
    {
        NormFunction.L1 => LpNormNormalizingEstimatorBase.NormFunction.L1,
        NormFunction.Infinity => LpNormNormalizingEstimatorBase.NormFunction.Infinity,
        _ => LpNormNormalizingEstimatorBase.NormFunction.L2,
    };

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (string name in _inputColumnNames)
        {
            TextColumns.Require(inputSchema, name);
        }
        SchemaShape.Column[] scaled = _options.Norm == NormFunction.None ? [] : [AnnotationExtensions.IsNormalizedShape];
        var annotations = new SchemaShape([AnnotationExtensions.SlotNamesShape, .. scaled]);
        SchemaShape output = inputSchema.With(new SchemaShape.Column(_outputColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, annotations));
        return string.IsNullOrEmpty(_options.OutputTokensColumnName)
            ? output
            : output.With(new SchemaShape.Column(_options.OutputTokensColumnName, SchemaShape.Column.VectorKind.VariableVector, TextDataViewType.Instance, isKey: false));
    }

    /// <summary>What each part of a vector is scaled by.</summary>
    public enum NormFunction
    {
        None = 0,
        L1 = 1,
        L2 = 2,
        Infinity = 3,
    }

    public sealed class Options : TransformInputBase
    {
        public Options()
        {
        }

        public TextNormalizingEstimator.CaseMode CaseMode = TextNormalizingEstimator.CaseMode.Lower;

        public bool KeepDiacritics;

        public bool KeepPunctuations = true;

        public bool KeepNumbers = true;

        /// <summary>A column for the words; null: none.</summary>
        public string? OutputTokensColumnName;

        public NormFunction Norm = NormFunction.L2;

        /// <summary>Null: no n-grams of words.</summary>
        public WordBagEstimator.Options? WordFeatureExtractor { get; set; } = new();

        /// <summary>Null: no n-grams of characters.</summary>
        public WordBagEstimator.Options? CharFeatureExtractor { get; set; } = new() { NgramLength = 3, UseAllLengths = false };
    }
}
