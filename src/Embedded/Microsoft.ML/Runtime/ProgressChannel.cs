using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Takes reports of progress. They are no messages: as in ML.NET, <see cref="MLContext.Log"/> does not get them, only an environment which shows progress would.
/// </summary>
internal sealed class ProgressChannel : IProgressChannel
{
    public static ProgressChannel Instance { get; } = new();

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
    {
    }

    public void Checkpoint(params double?[] values)
    {
    }

    public IProgressChannel StartProgressChannel(string childName) => this;

    public void Dispose()
    {
    }
}
