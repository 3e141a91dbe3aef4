using MultimodalML.Data;
using MultimodalML.Fusion;
using MultimodalML.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MultimodalML.Tests.Fusion;

public class FusionModelTests
{
    public static TheoryData<FusionKind, bool> Shapes => new()
    {
        { FusionKind.Concatenate, true },
        { FusionKind.Concatenate, false },
        { FusionKind.Multiply, true },
        { FusionKind.GatedSum, true },
        { FusionKind.GatedSum, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Score_SomeModalitiesMissing_AgreesWithTheNetwork(FusionKind kind, bool direct)
    {
        using var scope = NewDisposeScope();
        ModalityBatch rows = Items.Draw(77, classes: 5, missing: Missing);
        FusionModel model = New(kind, direct, out FusionNetwork network);
        using (network)
        {
            FeatureScaling scaling = model.Scaling;
            Tensor[] inputs = [.. Enumerable.Range(0, 2).Select(m =>
            {
                float[] values = rows.Values(m).ToArray();
                scaling.Modalities[m].Apply(values);
                return tensor(values, [77, Items.Columns.Lengths[m]]);
            })];
            Tensor presence = tensor(Enumerable.Range(0, 77 * 2).Select(i => rows.IsPresent(i % 2, i / 2) ? 1f : 0).ToArray(), [77, 2]);
            double[][] expected = Values.Rows(network.call(inputs, presence));
            float[][] actual = [.. model.Score(rows).Chunk(model.EmbeddingLength)];
            for (int row = 0; row < 77; row++)
            {
                Assert.Equal(expected[row], actual[row].Skip(model.EmbeddingLength - 7).Select(v => (double)v), (a, b) => Math.Abs(a - b) <= 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Score_RowAloneOrAmongOthers_GivesTheSameBits(FusionKind kind, bool direct)
    {
        FusionModel model = New(kind, direct, out FusionNetwork network);
        network.Dispose();
        ModalityBatch rows = Items.Draw(300, classes: 7, missing: Missing);
        float[] all = model.Score(rows);
        int length = model.EmbeddingLength;
        for (int count = 1; count < 100; count += count < 20 ? 1 : 13)
        {
            int[] some = [.. Enumerable.Range(40, count)];
            Assert.Equal(all[(40 * length)..((40 + count) * length)], model.Score(rows.Take(some)));
        }
    }

    [Fact]
    public void Score_FourThreads_GivesTheSameBits()
    {
        FusionModel model = New(FusionKind.Concatenate, direct: true, out FusionNetwork network);
        network.Dispose();
        ModalityBatch rows = Items.Draw(500, classes: 7, missing: Missing);
        float[] expected = model.Score(rows);
        var results = new float[4][];
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            for (int repeat = 0; repeat < 20; repeat++)
            {
                results[i] = model.Score(rows);
            }
        });
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Fact]
    public void Score_AfterTheFirstTime_AllocatesNothing()
    {
        FusionModel model = New(FusionKind.Concatenate, direct: true, out FusionNetwork network);
        network.Dispose();
        ModalityBatch rows = Items.Draw(256, classes: 7, missing: Missing);
        var embeddings = new float[256 * model.EmbeddingLength];
        for (int i = 0; i < 100; i++)
        {
            model.Score(rows, embeddings);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            model.Score(rows, embeddings);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Score_OtherLengthsOrNoRoom_SaysWhichAndWhatFits()
    {
        FusionModel model = New(FusionKind.Concatenate, direct: true, out FusionNetwork network);
        network.Dispose();
        var other = ModalityBatch.FromArrays(new ModalityColumns(["Shape", "Sound"], [3, 4]), [new float[3], new float[4]]);
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => model.Score(other)).Message, StringComparison.Ordinal);
        ModalityBatch rows = Items.Draw(2, classes: 2);
        Assert.Contains("room for 5", Assert.Throws<ArgumentException>(() => model.Score(rows, new float[5])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Payload_WrittenAndRead_ScoresTheSameBits(FusionKind kind, bool direct)
    {
        FusionModel model = New(kind, direct, out FusionNetwork network);
        network.Dispose();
        ModalityBatch rows = Items.Draw(40, classes: 3);
        Assert.Equal(model.Score(rows), FusionPayload.Read(new BinaryReader(new MemoryStream(Bytes(model)))).Score(rows));
    }

    [Fact]
    public void Payload_AnyByteOfTheShapeChanged_IsRefusedOrReadWhole()
    {
        FusionModel model = New(FusionKind.GatedSum, direct: true, out FusionNetwork network);
        network.Dispose();
        byte[] bytes = Bytes(model);
        for (int i = 0; i < 90; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x15;
            Exception? error = Record.Exception(() => FusionPayload.Read(new BinaryReader(new MemoryStream(damaged))).Score(Items.Draw(1, classes: 1)));
            Assert.True(error is null or InvalidDataException or ArgumentException or EndOfStreamException or FormatException, $"Byte {i}: {error}");
        }
    }

    private static bool Missing(int row, int modality) => row % 5 == modality;

    private static byte[] Bytes(FusionModel model)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        FusionPayload.Write(writer, model);
        writer.Flush();
        return stream.ToArray();
    }

    private static FusionModel New(FusionKind kind, bool direct, out FusionNetwork network)
    {
        manual_seed(3);
        FusionNetworkShape shape = Items.Small with { Fusion = kind, FusedLength = 7 }; // 7 leaves a tail
        network = new FusionNetwork(Items.Columns.Lengths, shape);
        ModalityBatch rows = Items.Draw(100, classes: 5);
        FeatureScaling scaling = FeatureScaling.Learn(rows, withinClasses: true);
        DirectPath path = direct ? DirectPath.Learn(rows, scaling, withinClasses: true, new PathOptions(), seed: 1) : DirectPath.None;
        return FusionModel.From(network, shape, Items.Columns, scaling, path);
    }
}
