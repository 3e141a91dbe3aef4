namespace Microsoft.ML.Data;

/// <summary>How lines are split into fields, and fields read.</summary>
internal sealed record TextFormat
{
    public TextFormat(TextLoader.Options options)
    {
        if (options.Separators is not { Length: > 0 })
        {
            throw new ArgumentException("There must be at least one separator.", nameof(options));
        }

        if (Array.IndexOf(options.Separators, options.DecimalMarker) >= 0 || options.DecimalMarker is not ('.' or ','))
        {
            throw new ArgumentException($"Decimal marker and separator cannot be the same '{options.DecimalMarker}' character; the marker is '.' or ','.", nameof(options));
        }

        Separators = [.. options.Separators];
        DecimalMarker = options.DecimalMarker;
        EscapeChar = options.EscapeChar;
        AllowQuoting = options.AllowQuoting;
        AllowSparse = options.AllowSparse;
        TrimWhitespace = options.TrimWhitespace;
        HasHeader = options.HasHeader;
        ReadMultilines = options.ReadMultilines;
        MissingRealsAsNaNs = options.MissingRealsAsNaNs;
        MaxRows = options.MaxRows ?? long.MaxValue;
        HeaderFile = options.HeaderFile;
    }

    public char[] Separators { get; }

    public char DecimalMarker { get; }

    public char EscapeChar { get; }

    public bool AllowQuoting { get; }

    public bool AllowSparse { get; }

    public bool TrimWhitespace { get; }

    public bool HasHeader { get; }

    public bool ReadMultilines { get; }

    public bool MissingRealsAsNaNs { get; }

    public long MaxRows { get; }

    public string? HeaderFile { get; }

    public void Save(ModelSaveContext ctx)
    {
        ctx.SaveString(new string(Separators));
        ctx.SaveString(new string([DecimalMarker, EscapeChar]));
        foreach (bool flag in new[] { AllowQuoting, AllowSparse, TrimWhitespace, HasHeader, ReadMultilines, MissingRealsAsNaNs })
        {
            ctx.Writer.Write(flag);
        }

        ctx.Writer.Write(MaxRows);
    }

    public static TextFormat Load(ModelLoadContext ctx)
    {
        string separators = ctx.LoadNonEmptyString();
        string marks = ctx.LoadNonEmptyString();
        return new TextFormat(new TextLoader.Options
        {
            Separators = separators.ToCharArray(),
            DecimalMarker = marks[0],
            EscapeChar = marks[^1],
            AllowQuoting = ctx.Reader.ReadBoolean(),
            AllowSparse = ctx.Reader.ReadBoolean(),
            TrimWhitespace = ctx.Reader.ReadBoolean(),
            HasHeader = ctx.Reader.ReadBoolean(),
            ReadMultilines = ctx.Reader.ReadBoolean(),
            MissingRealsAsNaNs = ctx.Reader.ReadBoolean(),
            MaxRows = ctx.Reader.ReadInt64(),
        });
    }
}
