namespace Microsoft.ML.Data;

/// <summary>A <see cref="RowMapper"/> with its input columns passed through.</summary>
internal sealed class RowToRowMapper : IRowToRowMapper
{
    private readonly RowMapper _mapper;
    private readonly int[] _sources; // per output schema column: an input column, or the complement of an added one

    public RowToRowMapper(RowMapper mapper)
    {
        _mapper = mapper;
        DataViewSchema.DetachedColumn[] added = mapper.OutputColumns;
        _sources = Order(InputSchema, added);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(_sources.Select(s => s >= 0 ? new DataViewSchema.DetachedColumn(InputSchema[s]) : added[~s]));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema => _mapper.InputSchema;

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] active = OutputSchema.Flags(dependingColumns);
        var needed = new bool[InputSchema.Count];
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i])
            {
                foreach (int input in _sources[i] >= 0 ? [_sources[i]] : _mapper.Dependencies(~_sources[i]))
                {
                    needed[input] = true;
                }
            }
        }

        return InputSchema.Where(c => needed[c.Index]);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(this, input, OutputSchema.Flags(activeColumns));

    // New names come last; a name that is there comes right behind the column that it hides.
    private static int[] Order(DataViewSchema input, DataViewSchema.DetachedColumn[] added)
    {
        var order = Enumerable.Range(0, input.Count).ToList();
        for (int i = 0; i < added.Length; i++)
        {
            string name = added[i].Name;
            int last = order.FindLastIndex(s => (s >= 0 ? input[s].Name : added[~s].Name) == name);
            order.Insert(last < 0 ? order.Count : last + 1, ~i);
        }

        return [.. order];
    }

    private sealed class Row : LinkedRow
    {
        private readonly RowToRowMapper _owner;
        private readonly bool[] _active;
        private readonly Delegate?[] _getters;

        public Row(RowToRowMapper owner, DataViewRow input, bool[] active)
            : base(input)
        {
            _owner = owner;
            _active = active;
            var addedActive = new bool[owner._mapper.OutputColumns.Length];
            for (int i = 0; i < active.Length; i++)
            {
                if (owner._sources[i] < 0)
                {
                    addedActive[~owner._sources[i]] = active[i];
                }
            }

            _getters = Array.IndexOf(addedActive, true) >= 0 ? owner._mapper.CreateGetters(input, addedActive) : [];
        }

        public override DataViewSchema Schema => _owner.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Schema.RequireOwn(column);
            return _active[column.Index];
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            RowErrors.RequireActive(this, column);
            int source = _owner._sources[column.Index];
            return source >= 0 ? Input.GetGetter<TValue>(Input.Schema[source]) : RowErrors.Typed<TValue>(_getters[~source]!, column);
        }
    }
}
