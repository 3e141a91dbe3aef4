using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Loading;

public sealed class TextFileTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"text-{Guid.NewGuid():N}.txt");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Load_AttributedClass_ReadsFieldsAndRanges()
    {
        File.WriteAllText(_path, "id,a,b,c,name\n1,0.5,1.5,-2,x\n2,1e3,,?,y z\n");

        Typed[] rows = [.. _ml.Data.CreateEnumerable<Typed>(_ml.Data.LoadFromTextFile<Typed>(_path, separatorChar: ',', hasHeader: true), reuseRowObject: false)];

        Assert.Equal([1, 2], rows.Select(r => r.Id));
        Assert.Equal([0.5f, 1.5f, -2], rows[0].Features);
        Assert.Equal(1000, rows[1].Features[0]);
        Assert.Equal(0, rows[1].Features[1]);
        Assert.True(float.IsNaN(rows[1].Features[2]));
        Assert.Equal(["x", "y z"], rows.Select(r => r.Name));
    }

    [Fact]
    public void Load_Columns_OfAllKinds()
    {
        File.WriteAllText(_path, "1\ttrue\t2024-05-06\t2\tlast\n0\tfalse\t2020-01-02\t9\t\n");
        TextLoader.Column[] columns =
        [
            new("Number", DataKind.Double, 0), new("Flag", DataKind.Boolean, 1), new("Day", DataKind.DateTime, 2),
            new("Key", DataKind.UInt32, [new TextLoader.Range(3)], new KeyCount(5)), new("Text", DataKind.String, 4),
        ];

        IDataView data = _ml.Data.LoadFromTextFile(_path, columns);

        Assert.Equal([1.0, 0.0], data.GetColumn<double>("Number"));
        Assert.Equal([true, false], data.GetColumn<bool>("Flag"));
        Assert.Equal(new DateTime(2024, 5, 6), data.GetColumn<DateTime>("Day").First());
        Assert.Equal(new KeyDataViewType(typeof(uint), 5), data.Schema["Key"].Type);
        Assert.Equal([3u, 0u], data.GetColumn<uint>("Key"));
        Assert.Equal(["last", ""], data.GetColumn<string>("Text"));
    }

    [Fact]
    public void Load_Quoted_KeepsSeparatorsAndQuotes()
    {
        File.WriteAllText(_path, "\"a,b\",\"say \"\"hi\"\"\"\nplain,last\n");
        TextLoader.Column[] columns = [new("A", DataKind.String, 0), new("B", DataKind.String, 1)];

        IDataView data = _ml.Data.LoadFromTextFile(_path, columns, separatorChar: ',', allowQuoting: true);

        Assert.Equal(["a,b", "plain"], data.GetColumn<string>("A"));
        Assert.Equal(["say \"hi\"", "last"], data.GetColumn<string>("B"));
    }

    [Fact]
    public void Load_Multiline_ReadsQuotedLineEnds()
    {
        File.WriteAllText(_path, "\"one\ntwo\",1\nthree,2\n");
        var options = new TextLoader.Options
        {
            Columns = [new TextLoader.Column("A", DataKind.String, 0), new TextLoader.Column("B", DataKind.Int32, 1)],
            Separators = [','],
            AllowQuoting = true,
            ReadMultilines = true,
        };

        IDataView data = _ml.Data.LoadFromTextFile(_path, options);

        Assert.Equal(["one\ntwo", "three"], data.GetColumn<string>("A"));
        Assert.Equal([1, 2], data.GetColumn<int>("B"));
    }

    [Fact]
    public void Load_Sparse_ReadsIndexedValues()
    {
        File.WriteAllText(_path, "7\t10\t2:1.5\t9:3\n8\t10\t0:2\n");
        TextLoader.Column[] columns = [new("Label", DataKind.Single, 0), new("V", DataKind.Single, 1, 10)];

        IDataView data = _ml.Data.LoadFromTextFile(_path, columns, allowSparse: true);

        Assert.Equal([7, 8], data.GetColumn<float>("Label"));
        float[][] vectors = [.. data.GetColumn<float[]>("V")];
        Assert.Equal([0, 0, 1.5f, 0, 0, 0, 0, 0, 0, 3], vectors[0]);
        Assert.Equal([2, 0, 0, 0, 0, 0, 0, 0, 0, 0], vectors[1]);
    }

    [Fact]
    public void Load_Options_CommentsEmptyLinesMissingAndLimit()
    {
        File.WriteAllText(_path, "# comment\n// comment\na b\n\n1;\n2;5\n3;6\n");
        var options = new TextLoader.Options
        {
            Columns = [new TextLoader.Column("V", DataKind.Single, 0, 1)],
            Separators = [';'],
            HasHeader = true,
            MissingRealsAsNaNs = true,
            MaxRows = 2,
        };

        float[][] rows = [.. _ml.Data.LoadFromTextFile(_path, options).GetColumn<float[]>("V")];

        Assert.Equal(2, rows.Length);
        Assert.Equal([1, float.NaN], rows[0]);
        Assert.Equal([2, 5], rows[1]);
    }

    [Fact]
    public void Load_Header_NamesSlots()
    {
        File.WriteAllText(_path, "a,b,c\n1,2,3\n");
        var options = new TextLoader.Options { Columns = [new TextLoader.Column("V", DataKind.Single, 0, 2)], Separators = [','], HasHeader = true };

        IDataView data = _ml.Data.LoadFromTextFile(_path, options);

        VBuffer<ReadOnlyMemory<char>> names = default;
        data.Schema["V"].GetSlotNames(ref names);
        Assert.Equal(["a", "b", "c"], names.DenseValues().Select(n => n.ToString()));
    }

    [Fact]
    public void Load_RangeToEnd_TakesTheRestOfTheLine()
    {
        File.WriteAllText(_path, "1,2,3,4\n5,6,7,8\n");
        var options = new TextLoader.Options { Columns = [new TextLoader.Column("V", DataKind.Single, [new TextLoader.Range(1, null)])], Separators = [','] };

        IDataView data = _ml.Data.LoadFromTextFile(_path, options);

        Assert.Equal(3, ((VectorDataViewType)data.Schema["V"].Type).Size);
        Assert.Equal([[2, 3, 4], [6, 7, 8]], data.GetColumn<float[]>("V"));
    }

    [Fact]
    public void Load_NoNumber_SaysWhere()
    {
        File.WriteAllText(_path, "1\nx\n");
        IDataView data = _ml.Data.LoadFromTextFile(_path, [new TextLoader.Column("N", DataKind.Int32, 0)]);

        var error = Assert.ThrowsAny<Exception>(() => data.GetColumn<int>("N").ToList());
        Assert.Contains("x", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoFile_Throws()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => _ml.Data.LoadFromTextFile(_path + ".missing", [new TextLoader.Column("N", DataKind.Int32, 0)]));

        Assert.Contains(".missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(',', false)]
    [InlineData('\t', true)]
    public void SaveAsText_LoadedAgain_IsTheSame(char separator, bool forceDense)
    {
        Saved[] rows =
        [
            new Saved { Number = 1.25f, Text = "a,b \"c\"", V = [1, 0, 0, 0, 0, 0, 0, 0, 0, 2.5f] },
            new Saved { Number = float.NaN, Text = "", V = new float[10] },
        ];
        using (FileStream stream = File.Create(_path))
        {
            _ml.Data.SaveAsText(_ml.Data.LoadFromEnumerable(rows), stream, separator, schema: false, forceDense: forceDense);
        }

        string header = File.ReadLines(_path, Encoding.UTF8).First();
        Assert.StartsWith("Number", header, StringComparison.Ordinal);
        TextLoader.Column[] columns = [new("Number", DataKind.Single, 0), new("Text", DataKind.String, 1), new("V", DataKind.Single, 2, 11)];
        Saved[] back =
        [
            .. _ml.Data.CreateEnumerable<Saved>(
                _ml.Data.LoadFromTextFile(_path, columns, separator, hasHeader: true, allowQuoting: true, allowSparse: !forceDense), reuseRowObject: false),
        ];

        Assert.Equal(rows.Select(r => (r.Number, r.Text)), back.Select(r => (r.Number, r.Text)));
        Assert.Equal(rows.Select(r => r.V), back.Select(r => r.V));
    }

    [Fact]
    public void CreateTextLoader_LoadsSeveralFiles()
    {
        File.WriteAllText(_path, "h\n1\n2\n");
        TextLoader loader = _ml.Data.CreateTextLoader([new TextLoader.Column("N", DataKind.Int32, 0)], hasHeader: true);

        Assert.Equal("N", loader.GetOutputSchema().Single().Name);
        Assert.Equal([1, 2, 1, 2], loader.Load(_path, _path).GetColumn<int>("N"));
    }

    [Fact]
    public void SaveWithLoader_LoadedAgain_LoadsAndTransforms()
    {
        File.WriteAllText(_path, "1,2\n3,4\n");
        TextLoader loader = _ml.Data.CreateTextLoader([new TextLoader.Column("A", DataKind.Single, 0), new TextLoader.Column("B", DataKind.Single, 1)], separatorChar: ',');
        ITransformer model = _ml.Transforms.Concatenate("Both", "A", "B").Fit(loader.Load(_path));
        var stream = new MemoryStream();
        _ml.Model.Save(model, loader, stream);

        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.LoadWithDataLoader(stream, out IDataLoader<IMultiStreamSource> loadedLoader);
        Assert.Equal([[1, 2], [3, 4]], loaded.Transform(loadedLoader.Load(_path)).GetColumn<float[]>("Both"));

        stream.Position = 0;
        _ml.Model.Load(stream, out DataViewSchema schema);
        Assert.Equal(["A", "B"], schema.Select(c => c.Name));
        Assert.Equal(["A", "B", "Both"], loader.Append(model).GetOutputSchema().Select(c => c.Name));
    }

    [Fact]
    public void LoadWithDataLoader_SavedWithoutOne_Throws()
    {
        var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("B", "Id").Fit(Samples.View(1)), Samples.View(1).Schema, stream);
        stream.Position = 0;

        Assert.ThrowsAny<Exception>(() => _ml.Model.LoadWithDataLoader(stream, out _));
    }

    private sealed class Typed
    {
        [LoadColumn(0)]
        public int Id { get; set; }

        [LoadColumn(1, 3)]
        public float[] Features { get; set; } = [];

        [LoadColumn(4)]
        public string Name { get; set; } = "";
    }

    private sealed class Saved
    {
        public float Number { get; set; }

        public string Text { get; set; } = "";

        [VectorType(10)]
        public float[] V { get; set; } = [];
    }
}
