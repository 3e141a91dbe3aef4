using System.Reflection;

namespace Microsoft.ML.Data;

internal sealed class TextMember<TRow>(MemberInfo member) : MemberColumn<TRow>
    where TRow : class
{
    private readonly MemberAccess<TRow, string?> _member = new(member);

    public override Delegate CreateGetter(CurrentRow<TRow> current)
    {
        Func<TRow, string?> get = _member.Get;
        return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> target) => target = get(current.Required).AsMemory());
    }

    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        Action<TRow, string?> set = _member.Set;
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            getter(ref value);
            set(target, value.ToString());
        };
    }
}
