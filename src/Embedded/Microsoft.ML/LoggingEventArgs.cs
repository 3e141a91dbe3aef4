using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A message of <see cref="MLContext.Log"/>.</summary>
public class LoggingEventArgs : EventArgs
{
    public LoggingEventArgs(string message) => Message = RawMessage = message;

    public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
    {
        RawMessage = message;
        Kind = kind;
        Source = source;
        Message = $"[Source={source}, Kind={kind}] {message}";
    }

    /// <summary>The component that says it, and its operation.</summary>
    public string? Source { get; }

    public ChannelMessageKind Kind { get; }

    public string Message { get; }

    /// <summary>Without the source and the kind.</summary>
    public string RawMessage { get; }
}
