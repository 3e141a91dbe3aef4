using System.Reflection;

namespace Microsoft.ML.Data;

internal sealed class BufferMember<TRow, T>(MemberInfo member) : MemberColumn<TRow>
    where TRow : class
{
    private readonly MemberAccess<TRow, VBuffer<T>> _member = new(member);

    public override Delegate CreateGetter(CurrentRow<TRow> current)
    {
        Func<TRow, VBuffer<T>> get = _member.Get;
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> target) => get(current.Required).CopyTo(ref target));
    }

    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        Func<TRow, VBuffer<T>> get = _member.Get;
        Action<TRow, VBuffer<T>> set = _member.Set;
        return target =>
        {
            VBuffer<T> value = get(target);
            getter(ref value);
            set(target, value);
        };
    }
}
