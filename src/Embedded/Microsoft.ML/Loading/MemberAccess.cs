using System.Linq.Expressions;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Reads and sets a member by compiled code.</summary>
internal sealed class MemberAccess<TRow, TMember>(MemberInfo member)
{
    private Func<TRow, TMember>? _get;
    private Action<TRow, TMember>? _set;

    public Func<TRow, TMember> Get => _get ??= CompileGet(member);

    public Action<TRow, TMember> Set => _set ??= CompileSet(member);

    private static Func<TRow, TMember> CompileGet(MemberInfo member)
    {
        if (member is PropertyInfo { CanRead: false })
        {
            return _ => default!; // a column that is only written
        }

        ParameterExpression row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TMember>>(Expression.MakeMemberAccess(row, member), row).Compile();
    }

    private static Action<TRow, TMember> CompileSet(MemberInfo member)
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        ParameterExpression value = Expression.Parameter(typeof(TMember));
        return Expression.Lambda<Action<TRow, TMember>>(Expression.Assign(Expression.MakeMemberAccess(row, member), value), row, value).Compile();
    }
}
