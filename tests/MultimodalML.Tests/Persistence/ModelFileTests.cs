using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Hashing;

namespace MultimodalML.Tests.Persistence;

public class ModelFileTests
{
    [Fact]
    public void Load_SavedChain_GivesTheSameTransformerAndValues()
    {
        var ml = new MLContext(1);
        IDataView data = Items(ml);
        TransformerChain<WtaHashTransformer> model = ml.Transforms.CopyColumns("Copy", "Embedding").Append(ml.Transforms.WtaHash("Codes", "Copy", codeCount: 5, windowSize: 3, seed: 7)).Fit(data);

        var other = new MLContext(2);
        ITransformer loaded = other.Model.UseMultimodalML().Load(new MemoryStream(Saved(ml, model, data)), out DataViewSchema schema);

        WtaHashTransformer hash = Assert.IsType<WtaHashTransformer>(((IEnumerable<ITransformer>)loaded).Last());
        Assert.Equal(["Copy"], hash.InputColumns.Names);
        Assert.Equal(data.Schema.Select(column => (column.Name, column.Type)), schema.Select(column => (column.Name, column.Type)));
        Assert.Equal(Codes(ml, model.Transform(data)), Codes(other, loaded.Transform(Items(other))));
    }

    [Fact]
    public void Load_LibraryNotKnown_FailsAndSaysWhatToDo()
    {
        var ml = new MLContext(1);
        IDataView data = Items(ml);
        byte[] saved = Saved(ml, ml.Transforms.WtaHash(windowSize: 3).Fit(data), data);

        Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(new MemoryStream(saved), out _));
        Assert.NotNull(new MLContext().Model.UseMultimodalML().UseMultimodalML().Load(new MemoryStream(saved), out _));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-40)]
    public void Load_ModelByteChanged_SaysDamaged(int place)
    {
        var ml = new MLContext(1);
        IDataView data = Items(ml);
        byte[] damaged = Changed(Saved(ml, ml.Transforms.WtaHash(windowSize: 3).Fit(data), data), bytes =>
        {
            int mark = bytes.AsSpan().IndexOf("MMML\r\n"u8);
            bytes[place > 0 ? mark + 30 : bytes.AsSpan().LastIndexOf("Codes"u8)] ^= 1;
            return bytes;
        });

        var log = new List<string>();
        ml.Log += (_, entry) => log.Add(entry.Message);

        Exception error = Assert.ThrowsAny<Exception>(() => ml.Model.Load(new MemoryStream(damaged), out _));

        Assert.Contains(log, line => line.Contains("The model file is damaged", StringComparison.Ordinal));
        Assert.Contains(Causes(error), cause => cause is InvalidDataException && cause.Message.StartsWith("The model file is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_NewerKind_SaysNewer()
    {
        var ml = new MLContext(1);
        IDataView data = Items(ml);
        byte[] saved = Saved(ml, ml.Transforms.WtaHash(windowSize: 3).Fit(data), data);
        byte[] newer = Changed(saved, bytes =>
        {
            int mark = bytes.AsSpan().IndexOf("MMML\r\n"u8) - 1;
            int version = mark + 8 + 4 + 1 + "WtaHash".Length;
            bytes[version]++;
            int payload = BitConverter.ToInt32(bytes, version + 4);
            int sum = version + 4 + 8 + payload;
            System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(mark, sum - mark), bytes.AsSpan(sum));
            return bytes;
        });

        Exception error = Assert.ThrowsAny<Exception>(() => ml.Model.Load(new MemoryStream(newer), out _));

        Assert.Contains(Causes(error), cause => cause.Message.Contains("newer MultimodalML: its 'WtaHash' has version 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_FileCut_Fails()
    {
        var ml = new MLContext(1);
        IDataView data = Items(ml);
        byte[] saved = Saved(ml, ml.Transforms.WtaHash(windowSize: 3).Fit(data), data);

        Assert.ThrowsAny<Exception>(() => ml.Model.Load(new MemoryStream(saved[..(saved.Length / 2)]), out _));
    }

    private static IEnumerable<Exception> Causes(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }

    private static byte[] Saved(MLContext ml, ITransformer model, IDataView data)
    {
        using var stream = new MemoryStream();
        ml.Model.Save(model, data.Schema, stream);
        return stream.ToArray();
    }

    /// <summary>The zip with the entry that holds our transformer changed.</summary>
    private static byte[] Changed(byte[] zip, Func<byte[], byte[]> change)
    {
        using var stream = new MemoryStream();
        stream.Write(zip);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                using Stream content = entry.Open();
                byte[] bytes = new byte[content.Length];
                content.ReadExactly(bytes);
                if (bytes.AsSpan().IndexOf("MMML\r\n"u8) >= 0)
                {
                    content.Position = 0;
                    content.Write(change(bytes));
                }
            }
        }

        return stream.ToArray();
    }

    private static string[] Codes(MLContext ml, IDataView data) =>
        [.. ml.Data.CreateEnumerable<Hashed>(data, reuseRowObject: false).Select(item => Convert.ToHexString(item.Codes))];

    private static IDataView Items(MLContext ml)
    {
        var random = new Random(1);
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(_ => new Item { Embedding = [.. Enumerable.Range(0, 6).Select(_ => random.NextSingle())] }).ToList());
    }

    private sealed class Item
    {
        [VectorType(6)]
        public float[] Embedding { get; set; } = [];
    }

    private sealed class Hashed
    {
        public byte[] Codes { get; set; } = [];
    }
}
