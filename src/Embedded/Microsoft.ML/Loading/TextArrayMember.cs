using System.Reflection;

namespace Microsoft.ML.Data;

internal sealed class TextArrayMember<TRow>(MemberInfo member) : MemberColumn<TRow>
    where TRow : class
{
    private readonly MemberAccess<TRow, string?[]?> _member = new(member);

    public override Delegate CreateGetter(CurrentRow<TRow> current)
    {
        Func<TRow, string?[]?> get = _member.Get;
        return (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref VBuffer<ReadOnlyMemory<char>> target) =>
        {
            string?[] texts = get(current.Required) ?? [];
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref target, texts.Length);
            for (int i = 0; i < texts.Length; i++)
            {
                editor.Values[i] = texts[i].AsMemory();
            }

            target = editor.Commit();
        });
    }

    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        Action<TRow, string?[]?> set = _member.Set;
        VBuffer<ReadOnlyMemory<char>> value = default;
        return target =>
        {
            getter(ref value);
            set(target, [.. value.DenseValues().Select(t => t.ToString())]);
        };
    }
}
