using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The comment at the begin of a text file that says how to load it: lines "#@ ..." with header+, sep=..., col=Name:Kind:First-Last.</summary>
internal static class TextSchemaComment
{
    private static readonly (string Code, DataKind Kind)[] s_codes =
    [
        ("I1", DataKind.SByte), ("U1", DataKind.Byte), ("I2", DataKind.Int16), ("U2", DataKind.UInt16), ("I4", DataKind.Int32), ("U4", DataKind.UInt32),
        ("I8", DataKind.Int64), ("U8", DataKind.UInt64), ("R4", DataKind.Single), ("R8", DataKind.Double), ("TX", DataKind.String), ("BL", DataKind.Boolean),
        ("TS", DataKind.TimeSpan), ("DT", DataKind.DateTime), ("DZ", DataKind.DateTimeOffset),
    ];

    private static readonly (string Name, char Separator)[] s_separators = [("tab", '\t'), ("space", ' '), ("comma", ','), ("semicolon", ';'), ("bar", '|')];

    public static void Write(TextWriter writer, IEnumerable<DataViewSchema.Column> columns, char separator, bool hasHeader)
    {
        writer.WriteLine("#@ TextLoader{");
        if (hasHeader)
        {
            writer.WriteLine("#@   header+");
        }

        writer.WriteLine($"#@   sep={Array.Find(s_separators, s => s.Separator == separator).Name ?? separator.ToString()}");
        int first = 0;
        foreach (DataViewSchema.Column column in columns)
        {
            int count = column.Type.ValueCount;
            string fields = column.Type is not VectorDataViewType ? $"{first}" : count == 0 ? $"{first}-**" : $"{first}-{first + count - 1}";
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"#@   col={column.Name}:{CodeOf(column.Type.ItemOrSelf)}:{fields}"));
            first += count;
        }

        writer.WriteLine("#@ }");
    }

    /// <summary>The options with what the comment of a sample says, if it has one.</summary>
    public static TextLoader.Options Read(TextLoader.Options options, IMultiStreamSource? sample)
    {
        if (sample is null || sample.Count == 0)
        {
            return options;
        }

        var read = new TextLoader.Options
        {
            AllowQuoting = true,
            AllowSparse = true,
            DecimalMarker = options.DecimalMarker,
            MaxRows = options.MaxRows,
            ReadMultilines = options.ReadMultilines,
            MissingRealsAsNaNs = options.MissingRealsAsNaNs,
            InputSize = options.InputSize,
            EscapeChar = options.EscapeChar,
        };
        var columns = new List<TextLoader.Column>();
        foreach (string setting in Settings(sample))
        {
            if (setting == "header+")
            {
                read.HasHeader = true;
            }
            else if (setting.StartsWith("sep=", StringComparison.Ordinal))
            {
                string name = setting[4..];
                read.Separators = [Array.Find(s_separators, s => s.Name == name) is { Name: not null } known ? known.Separator : name[0]];
            }
            else if (setting.StartsWith("col=", StringComparison.Ordinal))
            {
                columns.Add(ParseColumn(setting[4..]));
            }
        }

        read.Columns = [.. columns];
        return columns.Count > 0 ? read : options;
    }

    private static IEnumerable<string> Settings(IMultiStreamSource sample)
    {
        using TextReader reader = sample.OpenTextReader(0);
        while (reader.ReadLine() is { } line && (line.Length == 0 || line[0] == '#' || line.StartsWith("//", StringComparison.Ordinal)))
        {
            if (line.StartsWith("#@", StringComparison.Ordinal))
            {
                yield return line[2..].Trim();
            }
        }
    }

    private static TextLoader.Column ParseColumn(string text)
    {
        // A name may hold colons: kind and fields are the last two parts.
        int fieldsAt = text.LastIndexOf(':');
        int kindAt = fieldsAt > 0 ? text.LastIndexOf(':', fieldsAt - 1) : -1;
        if (kindAt <= 0)
        {
            throw new FormatException($"The schema comment has a column '{text}', which is not Name:Kind:Fields.");
        }

        string code = text[(kindAt + 1)..fieldsAt];
        int keyAt = code.IndexOf('[', StringComparison.Ordinal);
        string kindCode = keyAt < 0 ? code : code[..keyAt];
        DataKind kind = Array.Find(s_codes, c => c.Code == kindCode).Kind;
        KeyCount? key = keyAt < 0 ? null : new KeyCount(ulong.Parse(code.AsSpan(keyAt + 1, code.Length - keyAt - 2), CultureInfo.InvariantCulture));
        string[] ends = text[(fieldsAt + 1)..].Split('-');
        int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        TextLoader.Range range = ends.Length == 1 ? new TextLoader.Range(first)
            : ends[1] == "**" ? new TextLoader.Range { Min = first, VariableEnd = true, ForceVector = true }
            : new TextLoader.Range(first, int.Parse(ends[1], CultureInfo.InvariantCulture));
        return new TextLoader.Column(text[..kindAt], kind, [range], key);
    }

    private static string CodeOf(DataViewType item)
    {
        DataKind kind = PrimitiveTypes.KindOf(item.RawType);
        string code = Array.Find(s_codes, c => c.Kind == kind).Code;
        return item is KeyDataViewType key ? string.Create(CultureInfo.InvariantCulture, $"{code}[{key.Count}]") : code;
    }
}
