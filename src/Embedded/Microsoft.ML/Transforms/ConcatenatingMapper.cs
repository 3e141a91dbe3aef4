namespace Microsoft.ML.Data;

internal sealed class ConcatenatingMapper(DataViewSchema schema, string outputName, DataViewSchema.Column[] inputs, string[] slotPrefixes) : RowMapper(schema)
{
    // One vector is the same vector under another name.
    public override DataViewSchema.DetachedColumn[] OutputColumns { get; } = inputs is [{ Type: VectorDataViewType } single]
        ? [new(outputName, single.Type, single.Annotations)]
        : [new(outputName, TypeOf(inputs), AnnotationsOf(inputs, slotPrefixes))];

    public override IEnumerable<int> Dependencies(int outputColumn) => inputs.Select(c => c.Index);

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] isActive) =>
        [isActive[0] ? RowGetters.Call<Delegate>(typeof(ConcatenatingMapper), nameof(MakeGetter), inputs[0].Type, input, inputs) : null];

    private static VectorDataViewType TypeOf(DataViewSchema.Column[] inputs)
    {
        bool isKnown = Array.TrueForAll(inputs, c => c.Type.ValueCount > 0);
        return new VectorDataViewType((PrimitiveDataViewType)inputs[0].Type.ItemOrSelf, isKnown ? inputs.Sum(c => c.Type.ValueCount) : 0);
    }

    // A slot is named after its column, and after its slot there.
    private static DataViewSchema.Annotations AnnotationsOf(DataViewSchema.Column[] inputs, string[] slotPrefixes)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        bool isKnown = Array.TrueForAll(inputs, c => c.Type.ValueCount > 0);
        if (isKnown && Array.Exists(inputs, c => c.Type is not VectorDataViewType || c.HasSlotNames()))
        {
            builder.AddSlotNames(inputs.Zip(slotPrefixes).SelectMany(pair => SlotNames(pair.First, pair.Second)));
        }

        if (Array.TrueForAll(inputs, c => c.IsNormalized()))
        {
            builder.AddIsNormalized();
        }

        if (isKnown && CategoricalRanges(inputs) is { Length: > 0 } ranges)
        {
            builder.Add(
                AnnotationKinds.CategoricalSlotRanges,
                new VectorDataViewType(NumberDataViewType.Int32, ranges.Length / 2, 2),
                (ref VBuffer<int> target) => VBuffer<int>.Copy(ranges, 0, ref target, ranges.Length));
        }

        return builder.ToAnnotations();
    }

    // First and last slot of each category, moved to where the column's slots are.
    private static int[] CategoricalRanges(DataViewSchema.Column[] inputs)
    {
        var ranges = new List<int>();
        int offset = 0;
        foreach (DataViewSchema.Column input in inputs)
        {
            if (input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.CategoricalSlotRanges)?.Type is VectorDataViewType { ItemType: NumberDataViewType } type
                && type.ItemType.Equals(NumberDataViewType.Int32))
            {
                VBuffer<int> own = default;
                input.Annotations.GetValue(AnnotationKinds.CategoricalSlotRanges, ref own);
                ranges.AddRange(own.DenseValues().Select(slot => slot + offset));
            }

            offset += input.Type.ValueCount;
        }

        return [.. ranges];
    }

    private static IEnumerable<string> SlotNames(DataViewSchema.Column column, string prefix)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            return [prefix];
        }

        if (!column.HasSlotNames())
        {
            return Enumerable.Repeat("", vector.Size);
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(n => n.IsEmpty ? "" : $"{prefix}.{n}")];
    }

    private static ValueGetter<VBuffer<T>> MakeGetter<T>(DataViewRow row, DataViewSchema.Column[] inputs)
    {
        ValueGetter<VBuffer<T>>[] getters = [.. inputs.Select(c => VectorGetter<T>(row, c))];
        var parts = new VBuffer<T>[getters.Length];
        return (ref VBuffer<T> target) =>
        {
            int length = 0;
            int count = 0;
            for (int i = 0; i < getters.Length; i++)
            {
                getters[i](ref parts[i]);
                RequireLength(inputs[i], parts[i].Length);
                length = checked(length + parts[i].Length);
                count += parts[i].GetValues().Length;
            }

            target = count <= length / 2 ? Sparse(parts, length, count, ref target) : Dense(parts, length, ref target);
        };
    }

    private static void RequireLength(DataViewSchema.Column column, int length)
    {
        if (column.Type.ValueCount > 0 && column.Type.ValueCount != length)
        {
            throw new InvalidOperationException($"Column '{column.Name}': expected {column.Type.ValueCount} slots, but got {length}");
        }
    }

    private static ValueGetter<VBuffer<T>> VectorGetter<T>(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            return row.GetGetter<VBuffer<T>>(column);
        }

        ValueGetter<T> getter = row.GetGetter<T>(column);
        return (ref VBuffer<T> target) =>
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref target, 1);
            getter(ref editor.Values[0]);
            target = editor.Commit();
        };
    }

    private static VBuffer<T> Dense<T>(VBuffer<T>[] parts, int length, ref VBuffer<T> target)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref target, length);
        int at = 0;
        foreach (VBuffer<T> part in parts)
        {
            part.CopyTo(editor.Values[at..]);
            at += part.Length;
        }

        return editor.Commit();
    }

    private static VBuffer<T> Sparse<T>(VBuffer<T>[] parts, int length, int count, ref VBuffer<T> target)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref target, length, count);
        int at = 0;
        int offset = 0;
        foreach (VBuffer<T> part in parts)
        {
            ReadOnlySpan<T> values = part.GetValues();
            ReadOnlySpan<int> indices = part.GetIndices();
            values.CopyTo(editor.Values[at..]);
            for (int i = 0; i < values.Length; i++)
            {
                editor.Indices[at + i] = offset + (part.IsDense ? i : indices[i]);
            }

            at += values.Length;
            offset += part.Length;
        }

        return editor.Commit();
    }
}
