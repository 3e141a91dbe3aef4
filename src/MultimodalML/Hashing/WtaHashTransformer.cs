using Microsoft.ML;
using Microsoft.ML.Runtime;
using MultimodalML.Data;
using MultimodalML.Persistence;

namespace MultimodalML.Hashing;

/// <summary>Adds winner-take-all codes; see <see cref="WtaHasher"/>.</summary>
public sealed class WtaHashTransformer : BlockTransformer
{
    internal static readonly PayloadKind PayloadKind = new("WtaHash", 1);

    private readonly WtaHashOptions _options;

    internal WtaHashTransformer(IHostEnvironment environment, ModalityColumns input, WtaHashOptions options)
        : base(environment)
    {
        (InputColumns, _options) = (input, options);
        Hasher = new WtaHasher(input.Lengths[0], options);
        OutputColumns = [OutputColumn.ByteVector(options.OutputColumnName, options.CodeCount)];
    }

    /// <summary>The hasher itself, to use without ML.NET.</summary>
    public WtaHasher Hasher { get; }

    /// <inheritdoc/>
    public override ModalityColumns InputColumns { get; }

    internal override IReadOnlyList<OutputColumn> OutputColumns { get; }

    private protected override PayloadKind Kind => PayloadKind;

    internal override IBlockScorer CreateScorer(int capacity) => new Scorer(Hasher);

    internal static ITransformer Read(IHostEnvironment environment, BinaryReader reader, int version)
    {
        ModalityColumns input = reader.ReadColumns();
        var options = new WtaHashOptions
        {
            InputColumnName = input.Names[0],
            OutputColumnName = reader.ReadString(),
            CodeCount = reader.ReadInt32(),
            WindowSize = reader.ReadInt32(),
            Seed = reader.ReadInt32(),
        };
        return new WtaHashTransformer(environment, input, options);
    }

    private protected override void WritePayload(BinaryWriter writer)
    {
        writer.WriteColumns(InputColumns);
        writer.Write(_options.OutputColumnName);
        writer.Write(_options.CodeCount);
        writer.Write(_options.WindowSize);
        writer.Write(_options.Seed);
    }

    private sealed class Scorer(WtaHasher hasher) : IBlockScorer
    {
        public void Score(ModalityBatch inputs, OutputBuffer[] outputs) =>
            hasher.Hash(inputs.Values(0), outputs[0].Values<byte>()[..(inputs.RowCount * hasher.CodeCount)]);
    }
}
