using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Loads and saves text files.</summary>
public static class TextLoaderSaverCatalog
{
    /// <param name="catalog">The data operations.</param>
    /// <param name="columns">The columns and their fields.</param>
    /// <param name="separatorChar">What is between two fields.</param>
    /// <param name="hasHeader">Whether the first line names the fields.</param>
    /// <param name="dataSample">Some of the data, for what the columns leave open.</param>
    /// <param name="allowQuoting">Whether a field may be in double quotes, and then hold separators.</param>
    /// <param name="trimWhitespace">Whether spaces at the end of a line are dropped.</param>
    /// <param name="allowSparse">Whether a line may end in a sparse part: its length, then index:value.</param>
    public static TextLoader CreateTextLoader(
        this DataOperationsCatalog catalog,
        TextLoader.Column[] columns,
        char separatorChar = '\t',
        bool hasHeader = false,
        IMultiStreamSource? dataSample = null,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false)
    {
        TextLoader.Options options = MakeOptions(separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse);
        options.Columns = columns;
        return new TextLoader(options, dataSample);
    }

    public static TextLoader CreateTextLoader(this DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource? dataSample = null) =>
        new(options ?? new TextLoader.Options(), dataSample);

    /// <inheritdoc cref="CreateTextLoader(DataOperationsCatalog, TextLoader.Column[], char, bool, IMultiStreamSource, bool, bool, bool)"/>
    public static TextLoader CreateTextLoader<TInput>(
        this DataOperationsCatalog catalog,
        char separatorChar = '\t',
        bool hasHeader = false,
        IMultiStreamSource? dataSample = null,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false) =>
        TextLoader.Create<TInput>(MakeOptions(separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), dataSample);

    public static TextLoader CreateTextLoader<TInput>(this DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource? dataSample = null) =>
        TextLoader.Create<TInput>(options ?? new TextLoader.Options(), dataSample);

    public static IDataView LoadFromTextFile(
        this DataOperationsCatalog catalog,
        string path,
        TextLoader.Column[] columns,
        char separatorChar = '\t',
        bool hasHeader = false,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false)
    {
        IMultiStreamSource source = RequireFile(path);
        return catalog.CreateTextLoader(columns, separatorChar, hasHeader, null, allowQuoting, trimWhitespace, allowSparse).Load(source);
    }

    /// <summary>Loads as the options say; without columns, as a comment at the begin of the file says.</summary>
    public static IDataView LoadFromTextFile(this DataOperationsCatalog catalog, string path, TextLoader.Options? options = null)
    {
        IMultiStreamSource source = RequireFile(path);
        return new TextLoader(options ?? new TextLoader.Options(), source).Load(source);
    }

    public static IDataView LoadFromTextFile<TInput>(
        this DataOperationsCatalog catalog,
        string path,
        char separatorChar = '\t',
        bool hasHeader = false,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false)
    {
        IMultiStreamSource source = RequireFile(path);
        return catalog.CreateTextLoader<TInput>(separatorChar, hasHeader, null, allowQuoting, trimWhitespace, allowSparse).Load(source);
    }

    public static IDataView LoadFromTextFile<TInput>(this DataOperationsCatalog catalog, string path, TextLoader.Options options)
    {
        IMultiStreamSource source = RequireFile(path);
        return catalog.CreateTextLoader<TInput>(options).Load(source);
    }

    /// <param name="catalog">The data operations.</param>
    /// <param name="data">The rows.</param>
    /// <param name="stream">Where to write.</param>
    /// <param name="separatorChar">What to write between two fields.</param>
    /// <param name="headerRow">Whether a first line names the fields.</param>
    /// <param name="schema">Whether a comment says how to load the file.</param>
    /// <param name="keepHidden">Whether hidden columns are written too.</param>
    /// <param name="forceDense">Whether no line has a sparse part.</param>
    public static void SaveAsText(
        this DataOperationsCatalog catalog,
        IDataView data,
        Stream stream,
        char separatorChar = '\t',
        bool headerRow = true,
        bool schema = true,
        bool keepHidden = false,
        bool forceDense = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(stream);
        if (separatorChar is not (' ' or '\t' or ',' or ';' or '|'))
        {
            throw new ArgumentException($"Invalid separator '{separatorChar}' - must be: space, tab, comma, semicolon, or bar", nameof(separatorChar));
        }

        DataViewSchema.Column[] columns = [.. data.Schema.Where(c => (keepHidden || !c.IsHidden) && PrimitiveTypes.KindOf(c.Type.ItemOrSelf.RawType) != 0)];
        if (columns.Length == 0)
        {
            throw new ArgumentException($"No valid columns to save: there are {data.Schema.Describe()}.", nameof(data));
        }

        using var writer = new StreamWriter(stream, leaveOpen: true);
        if (schema)
        {
            TextSchemaComment.Write(writer, columns, separatorChar, headerRow);
        }

        new TextSaver(writer, separatorChar, forceDense).Write(data, columns, headerRow);
    }

    private static TextLoader.Options MakeOptions(char separator, bool hasHeader, bool allowQuoting, bool trimWhitespace, bool allowSparse) => new()
    {
        Separators = [separator],
        HasHeader = hasHeader,
        AllowQuoting = allowQuoting,
        TrimWhitespace = trimWhitespace,
        AllowSparse = allowSparse,
    };

    private static MultiFileSource RequireFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return MultiFileSource.Exists(path)
            ? new MultiFileSource(path)
            : throw new ArgumentException($"File or directory does not exist at path: {path}", nameof(path));
    }
}
