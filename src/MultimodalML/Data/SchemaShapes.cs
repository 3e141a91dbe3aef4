using Microsoft.ML;
using Microsoft.ML.Data;

namespace MultimodalML.Data;

/// <summary>Columns of a <see cref="SchemaShape"/>, made with public API alone: ML.NET keeps their constructor to itself, so its own estimators answer.</summary>
internal static class SchemaShapes
{
    private static readonly TransformsCatalog s_transforms = new MLContext().Transforms; // has no state

    /// <summary>Adds columns, or replaces those of the same name.</summary>
    public static SchemaShape With(this SchemaShape shape, params IEnumerable<SchemaShape.Column> columns)
    {
        Dictionary<string, SchemaShape.Column> all = shape.ToDictionary(column => column.Name);
        foreach (SchemaShape.Column column in columns)
        {
            all[column.Name] = column;
        }

        return new SchemaShape(all.Values);
    }

    /// <summary>A fixed-length vector of <see cref="float"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="textAnnotations">Kinds of annotations it will have, and whether each is a vector of texts or one text.</param>
    public static SchemaShape.Column FloatVector(string name, params ReadOnlySpan<(string Kind, bool IsVector)> textAnnotations) =>
        Added<FloatRow>(name, Vector(NumberDataViewType.Single), textAnnotations);

    /// <summary>A fixed-length vector of <see cref="byte"/>.</summary>
    public static SchemaShape.Column ByteVector(string name) => Added<ByteRow>(name, Vector(NumberDataViewType.Byte), []);

    /// <summary>A key whose values are texts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="textAnnotations">Further kinds of annotations it will have, and whether each is a vector of texts or one text.</param>
    public static SchemaShape.Column TextKey(string name, params ReadOnlySpan<(string Kind, bool IsVector)> textAnnotations) =>
        Added<KeyRow>(name, new KeyDataViewType(typeof(uint), 1), [.. textAnnotations, ("KeyValues", true)]);

    /// <summary>A column like another, annotations and all, under a new name.</summary>
    public static SchemaShape.Column Renamed(SchemaShape shape, string source, string name) =>
        s_transforms.CopyColumns(name, source).GetOutputSchema(shape).Single(column => column.Name == name);

    private static VectorDataViewType Vector(PrimitiveDataViewType item) => new(item, 1); // a shape tells fixed from variable length, not the length

    private static SchemaShape.Column Added<TRow>(string name, DataViewType type, ReadOnlySpan<(string Kind, bool IsVector)> textAnnotations)
        where TRow : class, new()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(TRow), SchemaDefinition.Direction.Write);
        SchemaDefinition.Column column = definition.Single();
        column.ColumnName = name;
        column.ColumnType = type;
        foreach ((string kind, bool isVector) in textAnnotations)
        {
            if (isVector)
            {
                column.AddAnnotation(kind, new VBuffer<ReadOnlyMemory<char>>(1, [default]), new VectorDataViewType(TextDataViewType.Instance, 1));
            }
            else
            {
                column.AddAnnotation(kind, ReadOnlyMemory<char>.Empty, TextDataViewType.Instance);
            }
        }

        return s_transforms.CustomMapping<NoColumn, TRow>((_, _) => { }, null, null, definition).GetOutputSchema(new SchemaShape([])).Single();
    }

    private sealed class NoColumn;

    private sealed class FloatRow
    {
        public float[] Values { get; set; } = [];
    }

    private sealed class KeyRow
    {
        public uint Value { get; set; }
    }

    private sealed class ByteRow
    {
        public byte[] Values { get; set; } = [];
    }
}
