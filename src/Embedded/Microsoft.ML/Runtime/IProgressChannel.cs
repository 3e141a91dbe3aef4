namespace Microsoft.ML.Runtime;

public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    /// <param name="header">What the figures are.</param>
    /// <param name="fillAction">Fills in where the operation is; called whenever somebody wants to know.</param>
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    /// <summary>Reports figures that will not change any more: metrics, then progress.</summary>
    void Checkpoint(params double?[] values);
}
