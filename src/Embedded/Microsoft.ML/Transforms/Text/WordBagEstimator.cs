using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Counts the n-grams of words in texts.</summary>
public sealed class WordBagEstimator : IEstimator<ITransformer>
{
    private readonly IHost _host;
    private readonly string _outputColumnName;
    private readonly string[] _inputColumnNames;
    private readonly NgramSettings _settings;

    internal WordBagEstimator(IHostEnvironment env, string outputColumnName, string[] inputColumnNames, NgramSettings settings)
    {
        settings.Validate();
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        (_host, _outputColumnName, _inputColumnNames, _settings) = (env.Register(nameof(WordBagEstimator)), outputColumnName, inputColumnNames, settings);
    }

    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var steps = new TextSteps(_host, input, _outputColumnName);
        string text = steps.Join(_inputColumnNames);
        steps.CountWords(steps.SplitWords(text), _settings, _outputColumnName);
        return steps.Finish();
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (string name in _inputColumnNames)
        {
            TextColumns.Require(inputSchema, name);
        }
        var annotations = new SchemaShape([AnnotationExtensions.SlotNamesShape]);
        return inputSchema.With(new SchemaShape.Column(_outputColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, annotations));
    }

    /// <summary>Which n-grams count.</summary>
    public class Options
    {
        public Options()
        {
        }

        /// <summary>Tokens of the longest.</summary>
        public int NgramLength = 2;

        /// <summary>Tokens that may be left out between the first and the last.</summary>
        public int SkipLength;

        /// <summary>Whether shorter ones count too.</summary>
        public bool UseAllLengths = true;

        /// <summary>Most n-grams of each length, from 1 on; the last number holds for the lengths that have none.</summary>
        public int[] MaximumNgramsCount = [NgramExtractingEstimator.DefaultMaximumNgramsCount];

        public NgramExtractingEstimator.WeightingCriteria Weighting;

        internal NgramSettings Settings => new(NgramLength, SkipLength, UseAllLengths, MaximumNgramsCount ?? [], Weighting);
    }
}
