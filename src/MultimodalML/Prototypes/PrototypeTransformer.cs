using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MultimodalML.Data;
using MultimodalML.Persistence;

namespace MultimodalML.Prototypes;

/// <summary>Adds "Score", the probability of each class, and "PredictedLabel", the key of the most probable; see <see cref="PrototypeSet"/>.</summary>
/// <remarks>
/// <para>Classes can be added and removed without training anything. A transformer never changes: <see cref="AddClass(string, ReadOnlySpan{float})"/> and <see cref="RemoveClass"/> give a new
/// one, so those in use by other threads and prediction engines go on as they are. Put the new one in the place of the old:
/// <c>embedder.Append(prototypes.AddClass("fox", foxes))</c>.</para>
/// <para>A new class gets the next key; a removed class keeps its key, with probability 0. So labels keyed before stay right in an evaluation.</para>
/// </remarks>
public sealed class PrototypeTransformer : BlockTransformer
{
    internal static readonly PayloadKind PayloadKind = new("Prototypes", 1);

    private readonly ClassNames _names;
    private readonly PrototypeOptions _options;

    internal PrototypeTransformer(IHostEnvironment environment, PrototypeSet prototypes, ClassNames names, PrototypeOptions options)
        : base(environment)
    {
        (Prototypes, _names, _options) = (prototypes, names, options);
        InputColumns = new ModalityColumns([options.FeatureColumnName], [prototypes.Length]);
        OutputColumns = ScoreColumns.Create(names, prototypes.ClassCount);
    }

    /// <summary>The prototypes themselves, to use without ML.NET.</summary>
    public PrototypeSet Prototypes { get; }

    /// <summary>The classes in the order of their keys: the label's key values as text, or "1", "2" … when it had none.</summary>
    public IReadOnlyList<string> ClassNames => _names.Names;

    /// <inheritdoc/>
    public override ModalityColumns InputColumns { get; }

    internal override IReadOnlyList<OutputColumn> OutputColumns { get; }

    private protected override PayloadKind Kind => PayloadKind;

    /// <summary>A transformer that also knows a class, from embeddings of some of its items; a class it has gets new prototypes.</summary>
    /// <param name="className">A value as the label's key values have: a text, or a number written as text.</param>
    /// <param name="embeddings">[n, length], row-major, n at least 1, finite.</param>
    /// <exception cref="ArgumentException">The name is none that the label could have had, or the embeddings do not fit.</exception>
    public PrototypeTransformer AddClass(string className, ReadOnlySpan<float> embeddings)
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        int index = _names.IndexOf(className);
        ClassNames names = index < 0 ? _names.With(className) : _names;
        return new PrototypeTransformer(HostEnvironment, Prototypes.WithClass(index < 0 ? ClassNames.Count : index, embeddings, _options), names, _options);
    }

    /// <inheritdoc cref="AddClass(string, ReadOnlySpan{float})"/>
    /// <param name="className">A value as the label's key values have: a text, or a number written as text.</param>
    /// <param name="items">Items of the class, with the column of embeddings this transformer reads.</param>
    /// <exception cref="InvalidDataException">An embedding has a NaN or an infinite value.</exception>
    public PrototypeTransformer AddClass(string className, IDataView items) =>
        AddClass(className, ModalityBatch.Read(items, InputColumns).Values(0));

    /// <summary>A transformer that does not predict a class. Its key stays, with probability 0.</summary>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public PrototypeTransformer RemoveClass(string className)
    {
        int index = _names.IndexOf(className);
        return index >= 0
            ? new PrototypeTransformer(HostEnvironment, Prototypes.WithoutClass(index), _names, _options)
            : throw new ArgumentException($"There is no class '{className}'; the classes are {ColumnChecks.List(ClassNames)}.", nameof(className));
    }

    internal override IBlockScorer CreateScorer(int capacity) => new Scorer(Prototypes);

    internal static ITransformer Read(IHostEnvironment environment, BinaryReader reader, int version)
    {
        var options = new PrototypeOptions
        {
            FeatureColumnName = reader.ReadString(),
            SupportPerClass = reader.ReadInt32() is > 0 and int support ? support : null,
            PrototypesPerClass = reader.ReadInt32(),
            Seed = reader.ReadInt32(),
        };
        options.Validate();
        ClassNames names = MultimodalML.Prototypes.ClassNames.Read(reader);
        PrototypeSet prototypes = PrototypeSet.Read(reader);
        return names.Names.Count == prototypes.ClassCount
            ? new PrototypeTransformer(environment, prototypes, names, options)
            : throw new InvalidDataException($"The model file is damaged: it has {names.Names.Count} class names for {prototypes.ClassCount} classes.");
    }

    private protected override void WritePayload(BinaryWriter writer)
    {
        writer.Write(_options.FeatureColumnName);
        writer.Write(_options.SupportPerClass ?? 0);
        writer.Write(_options.PrototypesPerClass);
        writer.Write(_options.Seed ?? 0);
        _names.Write(writer);
        Prototypes.Write(writer);
    }

    private sealed class Scorer(PrototypeSet prototypes) : IBlockScorer
    {
        public void Score(ModalityBatch inputs, OutputBuffer[] outputs)
        {
            Span<float> scores = outputs[0].Values<float>()[..(inputs.RowCount * prototypes.ClassCount)];
            Span<uint> predicted = outputs[1].Values<uint>();
            prototypes.Distances(inputs.Values(0), scores);
            for (int row = 0; row < inputs.RowCount; row++)
            {
                Span<float> classes = scores.Slice(row * prototypes.ClassCount, prototypes.ClassCount);
                predicted[row] = (uint)PrototypeSet.Nearest(classes) + 1;
                DistanceSoftmax.Apply(classes, prototypes.Temperature);
            }
        }
    }
}
