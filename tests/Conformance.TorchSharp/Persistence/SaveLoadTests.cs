using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Persistence;

public class SaveLoadTests
{
    [Fact]
    public void ModuleLoad_OfASavedTwin_GivesItsValues()
    {
        using Sequential source = Network(), target = Network();
        using var stream = new MemoryStream();
        source.save(stream);
        target.load(new MemoryStream(stream.ToArray()));
        Assert.All(source.named_parameters(), p => Near.Equal(Near.Values(p.parameter), target.get_parameter(p.name)!, 0));
    }

    [Fact]
    public void SavedModule_Bytes_AreCountNamesTypesShapesValues()
    {
        using Linear linear = nn.Linear(nn.Parameter(tensor(new float[] { 1, 2 }, 1, 2)), nn.Parameter(tensor(new float[] { 3 })));
        using var stream = new MemoryStream();
        linear.save(stream);

        using var expected = new MemoryStream();
        using var writer = new BinaryWriter(expected);
        writer.Write((byte)2); // entries
        writer.Write("weight");
        writer.Write([6, 2, 1, 2]); // Float32, two dimensions: 1, 2
        writer.Write(1f);
        writer.Write(2f);
        writer.Write("bias");
        writer.Write([6, 1, 1]);
        writer.Write(3f);
        Assert.Equal(expected.ToArray(), stream.ToArray());
    }

    [Fact]
    public void ModuleLoad_OtherStructure_Throws()
    {
        using Sequential source = Network();
        using var stream = new MemoryStream();
        source.save(stream);
        using Linear target = nn.Linear(2, 3);
        Assert.Throws<ArgumentException>(() => target.load(new MemoryStream(stream.ToArray())));
    }

    [Fact]
    public void ModuleLoad_OtherShape_Throws()
    {
        using Linear source = nn.Linear(2, 3), target = nn.Linear(3, 2);
        using var stream = new MemoryStream();
        source.save(stream);
        Assert.Throws<ArgumentException>(() => target.load(new MemoryStream(stream.ToArray())));
    }

    [Fact]
    public void ModuleLoad_NotStrict_TakesWhatFits()
    {
        using Sequential source = nn.Sequential(("first", nn.Linear(2, 3)), ("extra", nn.Linear(1, 1)));
        using Sequential target = Network();
        using var stream = new MemoryStream();
        source.save(stream);
        var loaded = new Dictionary<string, bool>();
        target.load(new MemoryStream(stream.ToArray()), strict: false, loadedParameters: loaded);
        Assert.True(loaded["first.weight"]);
        Assert.False(loaded["extra.weight"]);
        Near.Equal(Near.Values(source.get_parameter("first.weight")!), target.get_parameter("first.weight")!, 0);
    }

    [Fact]
    public void ModuleSaveAndLoad_OfAFile_KeepBuffersToo()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using Sequential source = Network();
            source.call(rand(4, 2)); // moves the running statistics
            source.save(path);
            using Sequential target = Network();
            target.load(path);
            Near.Equal(Near.Values(source.state_dict()["norm.running_mean"]), target.state_dict()["norm.running_mean"], 0);
            Assert.Equal(1, Near.Values(target.state_dict()["norm.num_batches_tracked"])[0]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ModuleLoad_OfNoFile_Throws()
    {
        using Linear linear = nn.Linear(1, 1);
        Assert.Throws<FileNotFoundException>(() => linear.load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Int64)]
    public void TensorLoad_OfASavedTensor_IsEqual(ScalarType type)
    {
        using Tensor saved = arange(6, dtype: type).reshape(2, 3).t().contiguous();
        using var stream = new MemoryStream();
        saved.Save(new BinaryWriter(stream));
        stream.Position = 0;
        using Tensor loaded = TensorExtensionMethods.Load(new BinaryReader(stream));
        Assert.Equal([3, 2], loaded.shape);
        Assert.Equal(type, loaded.dtype);
        Near.Equal([0, 3, 1, 4, 2, 5], loaded, 0);
    }

    private static Sequential Network() => nn.Sequential(("first", nn.Linear(2, 3)), ("norm", nn.BatchNorm1d(3)), ("last", nn.Linear(3, 1)));
}
