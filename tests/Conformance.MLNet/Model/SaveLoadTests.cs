using System.IO.Compression;
using Conformance.MLNet.Loading;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Conformance.MLNet.Model;

public class SaveLoadTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Load_SavedChain_TransformsAsBefore()
    {
        IDataView data = Samples.View(5);
        var model = Chain().Fit(data);

        ITransformer loaded = new MLContext().Model.Load(Saved(model, data.Schema), out DataViewSchema schema);

        Assert.Equal(data.Schema.Select(c => (c.Name, c.Type)), schema.Select(c => (c.Name, c.Type)));
        Assert.Equal(model.Transform(data).GetColumn<float[]>("Two"), loaded.Transform(data).GetColumn<float[]>("Two"));
        Assert.Equal(model.GetOutputSchema(data.Schema).Select(c => c.Name), loaded.GetOutputSchema(data.Schema).Select(c => c.Name));
    }

    [Fact]
    public void Save_NullSchema_LoadsNull()
    {
        _ml.Model.Load(Saved(Chain().Fit(Samples.View(1)), null), out DataViewSchema schema);

        Assert.Null(schema);
    }

    [Fact]
    public void Save_Path_WritesAFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"model-{Guid.NewGuid():N}.zip");
        try
        {
            IDataView data = Samples.View(2);
            _ml.Model.Save(Chain().Fit(data), data.Schema, path);

            Assert.Equal([0, 1], _ml.Model.Load(path, out _).Transform(data).GetColumn<int>("Copy"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Save_Schema_KeepsAnnotations()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Item), SchemaDefinition.Direction.Read);
        definition["Features"].AddAnnotation("SlotNames", new[] { "x", "y", "z" }, new VectorDataViewType(TextDataViewType.Instance, 3));
        IDataView data = _ml.Data.LoadFromEnumerable(Samples.Items(1), definition);

        _ml.Model.Load(Saved(Chain().Fit(data), data.Schema), out DataViewSchema schema);

        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Features"].GetSlotNames(ref names);
        Assert.Equal(["x", "y", "z"], names.DenseValues().Select(n => n.ToString()));
    }

    [Fact]
    public void Save_CustomMappingWithoutName_Throws() =>
        Assert.ThrowsAny<InvalidOperationException>(() => Saved(_ml.Transforms.CustomMapping<Input, Output>((_, _) => { }, null).Fit(Samples.View(1)), null));

    [Fact]
    public void Load_CustomMappingByContract_IsFound()
    {
        IDataView data = Samples.View(3);
        ITransformer model = _ml.Transforms.CustomMapping(new TripleMapping().GetMapping(), "Triple").Append(_ml.Transforms.CopyColumns("Again", "Triple")).Fit(data);

        ITransformer loaded = new MLContext().Model.Load(Saved(model, null), out _);

        Assert.Equal([0, 3, 6], loaded.Transform(data).GetColumn<int>("Again"));
    }

    [Fact]
    public void Load_DamagedFile_Throws()
    {
        using MemoryStream saved = Saved(Chain().Fit(Samples.View(1)), null);
        byte[] bytes = saved.ToArray();

        Assert.ThrowsAny<Exception>(() => _ml.Model.Load(new MemoryStream(bytes[..(bytes.Length / 2)]), out _));
        Assert.ThrowsAny<Exception>(() => _ml.Model.Load(new MemoryStream([1, 2, 3]), out _));
    }

    [Fact]
    public void Save_MakesAZipWithAnEntryPerTransformer()
    {
        using var archive = new ZipArchive(Saved(Chain().Fit(Samples.View(1)), Samples.View(1).Schema));
        string[] names = [.. archive.Entries.Select(e => e.FullName.Replace('\\', '/'))];

        Assert.Contains("TransformerChain/Model.key", names);
        Assert.Contains(names, n => n.StartsWith("TransformerChain/Transform_000/", StringComparison.Ordinal));
        Assert.Contains(names, n => n.StartsWith("TransformerChain/Transform_001/", StringComparison.Ordinal));
        Assert.Contains("Schema", names);
    }

    private EstimatorChain<ColumnSelectingTransformer> Chain() => _ml.Transforms.CopyColumns("Copy", "Id")
        .Append(_ml.Transforms.Concatenate("Two", "Features", "Features"))
        .Append(_ml.Transforms.DropColumns("Flag"));

    private MemoryStream Saved(ITransformer model, DataViewSchema? schema)
    {
        var stream = new MemoryStream();
        _ml.Model.Save(model, schema, stream);
        stream.Position = 0;
        return stream;
    }
}

public class Input
{
    public int Id { get; set; }
}

public class Output
{
    public int Triple { get; set; }
}

[CustomMappingFactoryAttribute("Triple")]
public class TripleMapping : CustomMappingFactory<Input, Output>
{
    public override Action<Input, Output> GetMapping() => (input, output) => output.Triple = 3 * input.Id;
}
