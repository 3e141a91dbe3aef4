using System.Reflection;

namespace Microsoft.ML.Data;

internal sealed class ArrayMember<TRow, T>(MemberInfo member) : MemberColumn<TRow>
    where TRow : class
{
    private readonly MemberAccess<TRow, T[]?> _member = new(member);

    public override Delegate CreateGetter(CurrentRow<TRow> current)
    {
        Func<TRow, T[]?> get = _member.Get;
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> target) =>
        {
            T[] values = get(current.Required) ?? [];
            VBuffer<T>.Copy(values, 0, ref target, values.Length);
        });
    }

    // The array that the object has already is filled when it has the right length.
    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        Func<TRow, T[]?> get = _member.Get;
        Action<TRow, T[]?> set = _member.Set;
        VBuffer<T> value = default;
        return target =>
        {
            getter(ref value);
            T[]? array = get(target);
            if (array?.Length != value.Length)
            {
                array = new T[value.Length];
            }

            value.CopyTo(array);
            set(target, array);
        };
    }
}
