using System.Numerics;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>A member that is a key: it counts from 0, the column from 1; a number beyond the key's count reads as missing. Written back is what the column holds.</summary>
internal sealed class KeyMember<TRow, T>(MemberInfo member, KeyDataViewType type) : MemberColumn<TRow>
    where TRow : class
    where T : struct, IUnsignedNumber<T>, IComparable<T>
{
    private readonly ScalarMember<TRow, T> _member = new(member);

    public override Delegate CreateGetter(CurrentRow<TRow> current)
    {
        var getter = (ValueGetter<T>)_member.CreateGetter(current);
        T count = T.CreateSaturating(type.Count);
        return (ValueGetter<T>)((ref T target) =>
        {
            getter(ref target);
            target = target.CompareTo(count) < 0 ? target + T.One : T.Zero;
        });
    }

    public override Action<TRow> CreateSetter(DataViewRow row, DataViewSchema.Column column) => _member.CreateSetter(row, column);
}
