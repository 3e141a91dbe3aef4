namespace Microsoft.ML.Data;

/// <summary>Getters that map the value of a column, or each item of its vectors.</summary>
internal static class ItemGetters
{
    /// <summary>A getter of <typeparamref name="TTarget"/>, or of vectors of it when the column holds vectors.</summary>
    /// <param name="input">The row.</param>
    /// <param name="column">The column to read.</param>
    /// <param name="map">Maps one item.</param>
    /// <param name="keepsDefault">Whether the default maps to the default, so that sparse vectors stay sparse.</param>
    public static Delegate Create<TSource, TTarget>(DataViewRow input, DataViewSchema.Column column, Func<TSource, TTarget> map, bool keepsDefault) =>
        column.Type is VectorDataViewType ? Vector(input, column, map, keepsDefault) : Scalar(input, column, map);

    private static ValueGetter<TTarget> Scalar<TSource, TTarget>(DataViewRow input, DataViewSchema.Column column, Func<TSource, TTarget> map)
    {
        ValueGetter<TSource> getSource = input.GetGetter<TSource>(column);
        TSource source = default!;
        return (ref TTarget target) =>
        {
            getSource(ref source);
            target = map(source);
        };
    }

    private static ValueGetter<VBuffer<TTarget>> Vector<TSource, TTarget>(
        DataViewRow input, DataViewSchema.Column column, Func<TSource, TTarget> map, bool keepsDefault)
    {
        ValueGetter<VBuffer<TSource>> getSource = input.GetGetter<VBuffer<TSource>>(column);
        VBuffer<TSource> source = default;
        return (ref VBuffer<TTarget> target) =>
        {
            getSource(ref source);
            ReadOnlySpan<TSource> values = source.GetValues();
            if (source.IsDense || keepsDefault)
            {
                VBufferEditor<TTarget> same = VBufferEditor.Create(ref target, source.Length, values.Length);
                source.GetIndices().CopyTo(same.Indices);
                for (int i = 0; i < values.Length; i++)
                {
                    same.Values[i] = map(values[i]);
                }
                target = same.Commit();
                return;
            }

            VBufferEditor<TTarget> dense = VBufferEditor.Create(ref target, source.Length);
            dense.Values.Fill(map(default!));
            ReadOnlySpan<int> indices = source.GetIndices();
            for (int i = 0; i < values.Length; i++)
            {
                dense.Values[indices[i]] = map(values[i]);
            }
            target = dense.Commit();
        };
    }
}
