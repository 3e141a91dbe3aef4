using System.Reflection;

namespace Microsoft.ML.Data;

internal sealed class ScalarMember<TRow, T>(MemberInfo member) : MemberColumn<TRow>
    where TRow : class
{
    private readonly MemberAccess<TRow, T> _member = new(member);

    public override Delegate CreateGetter(CurrentRow<TRow> current)
    {
        Func<TRow, T> get = _member.Get;
        return (ValueGetter<T>)((ref T target) => target = get(current.Required));
    }

    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        Action<TRow, T> set = _member.Set;
        T value = default!;
        return target =>
        {
            getter(ref value);
            set(target, value);
        };
    }
}
