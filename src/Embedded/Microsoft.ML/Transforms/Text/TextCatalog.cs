using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Text;

namespace Microsoft.ML;

/// <summary>Text as features.</summary>
public static class TextCatalog
{
    /// <summary>Turns a text into a vector: counts of its character trigrams and of its words and pairs of words, each part scaled to length 1.</summary>
    public static TextFeaturizingEstimator FeaturizeText(this TransformsCatalog.TextTransforms catalog, string outputColumnName, string? inputColumnName = null) =>
        new(catalog.GetEnvironment(), outputColumnName, [inputColumnName ?? outputColumnName], new TextFeaturizingEstimator.Options());

    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column to make.</param>
    /// <param name="options">What to count, and how.</param>
    /// <param name="inputColumnNames">The columns to read; none: the one of the same name.</param>
    public static TextFeaturizingEstimator FeaturizeText(
        this TransformsCatalog.TextTransforms catalog, string outputColumnName, TextFeaturizingEstimator.Options options, params string[] inputColumnNames) =>
        new(catalog.GetEnvironment(), outputColumnName, inputColumnNames is { Length: > 0 } ? inputColumnNames : [outputColumnName], options ?? new TextFeaturizingEstimator.Options());

    /// <summary>Changes case, and drops diacritics, punctuation or numbers.</summary>
    public static TextNormalizingEstimator NormalizeText(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        TextNormalizingEstimator.CaseMode caseMode = TextNormalizingEstimator.CaseMode.Lower,
        bool keepDiacritics = false,
        bool keepPunctuations = true,
        bool keepNumbers = true) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(outputColumnName, inputColumnName), new TextCleaner(caseMode, keepDiacritics, keepPunctuations, keepNumbers));

    /// <summary>Splits texts at separators, the space by default.</summary>
    public static WordTokenizingEstimator TokenizeIntoWords(
        this TransformsCatalog.TextTransforms catalog, string outputColumnName, string? inputColumnName = null, char[]? separators = null) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(outputColumnName, inputColumnName), separators);

    /// <summary>Splits texts into characters, each the key of its code.</summary>
    public static TokenizingByCharactersEstimator TokenizeIntoCharactersAsKeys(
        this TransformsCatalog.TextTransforms catalog, string outputColumnName, string? inputColumnName = null, bool useMarkerCharacters = true) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(outputColumnName, inputColumnName), useMarkerCharacters);

    /// <summary>Counts the n-grams of a vector of keys.</summary>
    public static NgramExtractingEstimator ProduceNgrams(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int ngramLength = 2,
        int skipLength = 0,
        bool useAllLengths = true,
        int maximumNgramsCount = NgramExtractingEstimator.DefaultMaximumNgramsCount,
        NgramExtractingEstimator.WeightingCriteria weighting = NgramExtractingEstimator.WeightingCriteria.Tf) =>
        new(catalog.GetEnvironment(), ColumnPairs.Of(outputColumnName, inputColumnName), new NgramSettings(ngramLength, skipLength, useAllLengths, [maximumNgramsCount], weighting));

    /// <summary>Counts the n-grams of the words of a text.</summary>
    public static WordBagEstimator ProduceWordBags(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int ngramLength = 2,
        int skipLength = 0,
        bool useAllLengths = true,
        int maximumNgramsCount = NgramExtractingEstimator.DefaultMaximumNgramsCount,
        NgramExtractingEstimator.WeightingCriteria weighting = NgramExtractingEstimator.WeightingCriteria.Tf) =>
        catalog.ProduceWordBags(outputColumnName, [inputColumnName ?? outputColumnName], ngramLength, skipLength, useAllLengths, maximumNgramsCount, weighting);

    public static WordBagEstimator ProduceWordBags(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string[] inputColumnNames,
        int ngramLength = 2,
        int skipLength = 0,
        bool useAllLengths = true,
        int maximumNgramsCount = NgramExtractingEstimator.DefaultMaximumNgramsCount,
        NgramExtractingEstimator.WeightingCriteria weighting = NgramExtractingEstimator.WeightingCriteria.Tf) =>
        new(catalog.GetEnvironment(), outputColumnName, inputColumnNames, new NgramSettings(ngramLength, skipLength, useAllLengths, [maximumNgramsCount], weighting));
}
