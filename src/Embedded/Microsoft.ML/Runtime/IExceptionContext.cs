namespace Microsoft.ML.Runtime;

public interface IExceptionContext
{
    string ContextDescription { get; }

    /// <summary>Notes in an exception where it comes from, before it is thrown.</summary>
    TException Process<TException>(TException ex)
        where TException : Exception;
}
