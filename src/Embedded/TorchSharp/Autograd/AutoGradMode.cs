namespace TorchSharp;

/// <summary>Sets whether this thread records operations; puts the former state back when disposed.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly bool _before = Graph.IsEnabled;

    public AutoGradMode(bool enabled) => Graph.IsEnabled = enabled;

    public void Dispose() => Graph.IsEnabled = _before;
}
