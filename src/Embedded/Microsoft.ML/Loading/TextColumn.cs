namespace Microsoft.ML.Data;

/// <summary>A column of a text file: its type and the fields it comes from.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Its type; a vector where more than one field may come.</param>
/// <param name="Segments">First and last field of each run; the last run of a variable vector goes on to the end of the line, and has the last field -1.</param>
internal sealed record TextColumn(string Name, DataViewType Type, (int First, int Last)[] Segments)
{
    private const int ToEndOfLine = -1;

    public static bool NeedsInputSize(TextLoader.Range range) => range.AllOther || (range.AutoEnd && !range.VariableEnd);

    public static TextColumn[] Resolve(TextLoader.Column[] columns, int inputSize)
    {
        var used = new HashSet<int>(columns.SelectMany(c => c.Source ?? []).Where(r => !r.AllOther && !r.VariableEnd)
            .SelectMany(r => Enumerable.Range(r.Min, Math.Max(0, LastOf(r, inputSize) - r.Min + 1))));
        return [.. columns.Select(c => Resolve(c, inputSize, used))];
    }

    public static DataViewSchema Schema(TextColumn[] columns, string[]? header)
    {
        var builder = new DataViewSchema.Builder();
        foreach (TextColumn column in columns)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            if (header is not null && column.Type is VectorDataViewType { IsKnownSize: true })
            {
                annotations.AddSlotNames(column.Segments.SelectMany(s => Enumerable.Range(s.First, s.Last - s.First + 1)).Select(i => i < header.Length ? header[i] : ""));
            }

            builder.AddColumn(column.Name, column.Type, annotations.ToAnnotations());
        }

        return builder.ToSchema();
    }

    /// <summary>The runs of a line of some length.</summary>
    public int LastField((int First, int Last) segment, int lineLength) => segment.Last == ToEndOfLine ? lineLength - 1 : segment.Last;

    public void Save(ModelSaveContext ctx)
    {
        ctx.SaveNonEmptyString(Name);
        SchemaSerializer.WriteType(ctx.Writer, Type);
        ctx.Writer.Write(Segments.Length);
        foreach ((int first, int last) in Segments)
        {
            ctx.Writer.Write(first);
            ctx.Writer.Write(last);
        }
    }

    public static TextColumn Load(ModelLoadContext ctx)
    {
        string name = ctx.LoadNonEmptyString();
        DataViewType type = SchemaSerializer.ReadType(ctx.Reader);
        int count = ctx.Reader.ReadInt32();
        ModelFormat.Check(count is > 0 and < 1_000_000, $"Corrupt model file: a text column of {count} runs.");
        return new TextColumn(name, type, [.. Enumerable.Range(0, count).Select(_ => (ctx.Reader.ReadInt32(), ctx.Reader.ReadInt32()))]);
    }

    private static int LastOf(TextLoader.Range range, int inputSize) => range.Max ?? (range.AutoEnd ? inputSize - 1 : range.Min);

    private static TextColumn Resolve(TextLoader.Column column, int inputSize, HashSet<int> used)
    {
        if (string.IsNullOrEmpty(column.Name) || column.Source is not { Length: > 0 })
        {
            throw new ArgumentException($"Column '{column.Name}' must have a name and at least one source range.", nameof(column));
        }

        PrimitiveDataViewType item = PrimitiveTypes.FromKind(column.DataKind);
        if (column.KeyCount is { } keyCount)
        {
            item = KeyDataViewType.IsValidDataType(item.RawType)
                ? keyCount.ToType(item.RawType)
                : throw new ArgumentException($"Column '{column.Name}' cannot be a key: its kind is {column.DataKind}; Byte, UInt16, UInt32 and UInt64 can.", nameof(column));
        }

        var segments = new List<(int First, int Last)>();
        foreach (TextLoader.Range range in column.Source)
        {
            if (range.AllOther)
            {
                segments.AddRange(Enumerable.Range(0, inputSize).Where(i => !used.Contains(i)).Select(i => (i, i)));
            }
            else
            {
                segments.Add((range.Min, range.VariableEnd ? ToEndOfLine : LastOf(range, inputSize)));
            }
        }

        if (segments.FindIndex(s => s.Last == ToEndOfLine) is var variable && variable >= 0 && variable < segments.Count - 1)
        {
            throw new ArgumentException($"Column '{column.Name}': only the last source range may be of variable length.", nameof(column));
        }

        if (segments.Exists(s => s.Last != ToEndOfLine && s.Last < s.First))
        {
            throw new ArgumentException($"Column '{column.Name}' begins at field {segments[0].First}; the lines have {inputSize} fields.", nameof(column));
        }

        bool isVector = column.Source.Length > 1 || segments.Count != 1 || segments[0].Last != segments[0].First || column.Source[0].ForceVector;
        int size = variable >= 0 ? 0 : segments.Sum(s => s.Last - s.First + 1);
        return new TextColumn(column.Name, isVector ? new VectorDataViewType(item, size) : item, [.. segments]);
    }
}
