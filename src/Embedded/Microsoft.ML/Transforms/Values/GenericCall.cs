using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Calls a private static generic method with type arguments that are known only at run time.</summary>
internal static class GenericCall
{
    public static TResult Invoke<TResult>(Type owner, string method, Type[] typeArguments, params object?[] arguments) => (TResult)owner
        .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(typeArguments)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
}
