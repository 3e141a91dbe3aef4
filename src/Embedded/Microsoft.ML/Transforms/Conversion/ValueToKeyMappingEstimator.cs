using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Collects the distinct values of a column and maps each to a key, 1 for the first; values not seen map to 0.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    internal const int DefaultMaximumNumberOfKeys = 1_000_000;
    private readonly IHost _host;
    private readonly (string outputColumnName, string inputColumnName)[] _columns;
    private readonly int _maximumNumberOfKeys;
    private readonly KeyOrdinality _keyOrdinality;
    private readonly bool _annotationsAsText;
    private readonly IDataView? _keyData;

    internal ValueToKeyMappingEstimator(
        IHostEnvironment env,
        (string outputColumnName, string inputColumnName)[] columns,
        int maximumNumberOfKeys = DefaultMaximumNumberOfKeys,
        KeyOrdinality keyOrdinality = KeyOrdinality.ByOccurrence,
        bool annotationsAsText = false,
        IDataView? keyData = null)
    {
        if (keyData is not null && keyData.Schema.Count != 1)
        {
            throw new ArgumentException(
                $"If specified, this data view should contain only a single column containing the terms to map, but this had {keyData.Schema.Count} columns.",
                nameof(keyData));
        }
        _host = env.Register(nameof(ValueToKeyMappingEstimator));
        (_columns, _maximumNumberOfKeys, _keyOrdinality, _annotationsAsText, _keyData) = (columns, maximumNumberOfKeys, keyOrdinality, annotationsAsText, keyData);
    }

    /// <summary>One pass over the data, or over the key data where there is some.</summary>
    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_maximumNumberOfKeys, "maximumNumberOfKeys");
        DataViewSchema.Column[] columns = [.. _columns.Select(c => input.Schema.Require(c.inputColumnName))];
        KeyTable[] tables = _keyData is null ? Collect(input, columns) : CollectOnce(_keyData, columns);
        return new ValueToKeyMappingTransformer(_host, _columns, tables, _annotationsAsText);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column column = inputSchema.Require(pair.inputColumnName);
            var annotations = new SchemaShape([.. column.Keep(AnnotationKinds.SlotNames), KeyValuesShape(column)]);
            return new SchemaShape.Column(pair.outputColumnName, column.Kind, NumberDataViewType.UInt32, isKey: true, annotations);
        }));
    }

    // The values of keys are those that the keys stand for.
    private SchemaShape.Column KeyValuesShape(SchemaShape.Column column)
    {
        const SchemaShape.Column.VectorKind Vector = SchemaShape.Column.VectorKind.Vector;
        if (column.IsKey && column.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column own) && own.Kind == Vector)
        {
            return own;
        }
        return _annotationsAsText
            ? new SchemaShape.Column(AnnotationKinds.KeyValues, Vector, TextDataViewType.Instance, isKey: false)
            : new SchemaShape.Column(AnnotationKinds.KeyValues, Vector, column.ItemType, column.IsKey);
    }

    private KeyTable[] Collect(IDataView data, DataViewSchema.Column[] columns)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(columns.DistinctBy(c => c.Index));
        KeyTableBuilder[] builders = [.. columns.Select(c => KeyTableBuilder.Create(cursor, c, _maximumNumberOfKeys, _keyOrdinality == KeyOrdinality.ByValue))];
        while (cursor.MoveNext())
        {
            bool wantsMore = false;
            foreach (KeyTableBuilder builder in builders)
            {
                wantsMore |= builder.AddRow();
            }
            if (!wantsMore)
            {
                break;
            }
        }
        return Finish(builders);
    }

    // One table for all columns.
    private KeyTable[] CollectOnce(IDataView keyData, DataViewSchema.Column[] columns)
    {
        DataViewSchema.Column column = keyData.Schema[0];
        if (Array.Find(columns, c => !c.Type.ItemOrSelf.Equals(column.Type)) is { Name: not null } other)
        {
            throw new ArgumentException($"Input data's column must be of type '{other.Type.ItemOrSelf}' but was '{column.Type}'", nameof(keyData));
        }
        using DataViewRowCursor cursor = keyData.GetRowCursor([column]);
        KeyTableBuilder builder = KeyTableBuilder.Create(cursor, column, int.MaxValue, _keyOrdinality == KeyOrdinality.ByValue);
        while (cursor.MoveNext() && builder.AddRow())
        {
        }
        return [.. Enumerable.Repeat(Finish([builder])[0], columns.Length)];
    }

    private KeyTable[] Finish(KeyTableBuilder[] builders)
    {
        KeyTable[] tables = [.. builders.Select(b => b.Finish())];
        if (Array.Exists(tables, t => t.Count == 0))
        {
            using IChannel channel = _host.Start("Training");
            channel.Warning(MessageSensitivity.None, "A key mapping contains no entries: its column has missing values only, or there are no rows.");
        }
        return tables;
    }

    public enum KeyOrdinality : byte
    {
        ByOccurrence = 0,
        ByValue = 1,
    }
}
