namespace Microsoft.ML.Data;

/// <summary>Moves the values of one member of a class into getters, and from getters into the member.</summary>
internal abstract class MemberColumn<TRow>
    where TRow : class
{
    public static MemberColumn<TRow> For(RowDefinition.Column column)
    {
        Type type = RowDefinition.TypeOf(column.Member);
        Type item = type.IsArray ? type.GetElementType()! : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>) ? type.GetGenericArguments()[0] : type;
        Type kind = column.Type is KeyDataViewType ? typeof(KeyMember<,>).MakeGenericType(typeof(TRow), type)
            : type == typeof(string) ? typeof(TextMember<>).MakeGenericType(typeof(TRow))
            : type == typeof(string[]) ? typeof(TextArrayMember<>).MakeGenericType(typeof(TRow))
            : (type.IsArray ? typeof(ArrayMember<,>) : item != type ? typeof(BufferMember<,>) : typeof(ScalarMember<,>)).MakeGenericType(typeof(TRow), item);
        return (MemberColumn<TRow>)Activator.CreateInstance(kind, column.Type is KeyDataViewType ? [column.Member, column.Type] : [column.Member])!;
    }

    /// <summary>A <see cref="ValueGetter{TValue}"/> that reads the member of the current object.</summary>
    public abstract Delegate CreateGetter(CurrentRow<TRow> current);

    /// <summary>An action that sets the member from a row's column.</summary>
    public abstract Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column column);
}
