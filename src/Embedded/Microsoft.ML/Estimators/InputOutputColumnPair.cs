namespace Microsoft.ML;

public sealed class InputOutputColumnPair
{
    /// <param name="outputColumnName">The column to make.</param>
    /// <param name="inputColumnName">The column to read; null: the one of the same name.</param>
    public InputOutputColumnPair(string outputColumnName, string? inputColumnName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        OutputColumnName = outputColumnName;
        InputColumnName = inputColumnName ?? outputColumnName;
    }

    public string InputColumnName { get; }

    public string OutputColumnName { get; }
}
