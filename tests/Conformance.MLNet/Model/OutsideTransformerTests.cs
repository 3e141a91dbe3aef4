using Conformance.MLNet.Loading;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Conformance.MLNet.Model;

/// <summary>A transformer written with public API alone works in chains, cursors and prediction engines.</summary>
public class OutsideTransformerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Transform_InChain_FeedsBuiltInTransforms()
    {
        IDataView data = Samples.View(5);
        ITransformer model = new TransformerChain<ITransformer>(new Square("Id", "Squared")).Append(_ml.Transforms.CopyColumns("Copy", "Squared").Fit(new Square("Id", "Squared").Transform(data)));

        Assert.Equal([0, 1, 4, 9, 16], model.Transform(data).GetColumn<int>("Copy"));
    }

    [Fact]
    public void PredictionEngine_OfChain_AsksItsMapper()
    {
        ITransformer model = new TransformerChain<ITransformer>(new Square("Id", "Squared"), new Square("Squared", "Fourth"));
        using PredictionEngine<Item, Powers> engine = _ml.Model.CreatePredictionEngine<Item, Powers>(model);

        Powers powers = engine.Predict(new Item { Id = 3 });
        Assert.Equal((9, 81), (powers.Squared, powers.Fourth));
    }

    [Fact]
    public void PredictionEngine_NoRowMapper_Throws() =>
        Assert.ThrowsAny<ArgumentException>(() => _ml.Model.CreatePredictionEngine<Item, Powers>(new Square("Id", "Squared", isRowToRow: false)));

    [Fact]
    public void Mapper_OfChain_TellsWhatItNeeds()
    {
        ITransformer model = new TransformerChain<ITransformer>(new Square("Id", "Squared"), new Square("Squared", "Fourth"));
        IRowToRowMapper mapper = model.GetRowToRowMapper(Samples.View(1).Schema);

        Assert.Equal("Id", mapper.GetDependencies([mapper.OutputSchema["Fourth"]]).Single().Name);
        Assert.Equal("Name", mapper.GetDependencies([mapper.OutputSchema["Name"]]).Single().Name);
    }

    [Fact]
    public void Save_TransformerThatWritesNothing_Throws()
    {
        var error = Assert.ThrowsAny<InvalidOperationException>(() => _ml.Model.Save(new Square("Id", "Squared"), null, new MemoryStream()));

        Assert.Contains("ModelSignature", error.Message, StringComparison.Ordinal);
    }

    private sealed class Powers
    {
        public int Squared { get; set; }

        public int Fourth { get; set; }
    }

    private sealed class Square(string input, string output, bool isRowToRow = true) : ITransformer
    {
        public bool IsRowToRowMapper => isRowToRow;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
        {
            var builder = new DataViewSchema.Builder();
            builder.AddColumns(inputSchema);
            builder.AddColumn(output, NumberDataViewType.Int32);
            return builder.ToSchema();
        }

        public IDataView Transform(IDataView input) => new View(input, new Mapper(this, input.Schema));

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

        public void Save(ModelSaveContext ctx)
        {
        }

        private sealed class Mapper(Square owner, DataViewSchema inputSchema) : IRowToRowMapper
        {
            public DataViewSchema InputSchema => inputSchema;

            public DataViewSchema OutputSchema { get; } = owner.GetOutputSchema(inputSchema);

            public string InputColumn => owner.InputColumn;

            public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
                dependingColumns.Select(c => c.Index < inputSchema.Count ? inputSchema[c.Index] : inputSchema[InputColumn]).DistinctBy(c => c.Index);

            public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(this, input, [.. activeColumns.Select(c => c.Index)]);
        }

        private string InputColumn => input;

        private sealed class Row(Mapper mapper, DataViewRow input, HashSet<int> active) : DataViewRow
        {
            public override long Batch => input.Batch;

            public override long Position => input.Position;

            public override DataViewSchema Schema => mapper.OutputSchema;

            public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            {
                if (column.Index < mapper.InputSchema.Count)
                {
                    return input.GetGetter<TValue>(input.Schema[column.Index]);
                }

                ValueGetter<int> get = input.GetGetter<int>(input.Schema[mapper.InputColumn]);
                ValueGetter<int> square = (ref int value) =>
                {
                    get(ref value);
                    value *= value;
                };
                return (ValueGetter<TValue>)(Delegate)square;
            }
        }

        private sealed class View(IDataView source, Mapper mapper) : IDataView
        {
            public bool CanShuffle => source.CanShuffle;

            public DataViewSchema Schema => mapper.OutputSchema;

            public long? GetRowCount() => source.GetRowCount();

            public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
            {
                DataViewSchema.Column[] needed = [.. columnsNeeded];
                DataViewRowCursor cursor = source.GetRowCursor(mapper.GetDependencies(needed), rand);
                return new Cursor(cursor, mapper.GetRow(cursor, needed));
            }

            public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];
        }

        private sealed class Cursor(DataViewRowCursor cursor, DataViewRow row) : DataViewRowCursor
        {
            public override long Batch => row.Batch;

            public override long Position => row.Position;

            public override DataViewSchema Schema => row.Schema;

            public override bool MoveNext() => cursor.MoveNext();

            public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => row.GetGetter<TValue>(column);

            protected override void Dispose(bool disposing)
            {
                cursor.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
