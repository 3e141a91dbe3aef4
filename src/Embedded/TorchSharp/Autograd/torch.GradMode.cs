namespace TorchSharp;

public static partial class torch
{
    /// <summary>Until disposed, this thread records no operation for the way back.</summary>
    public static IDisposable no_grad() => set_grad_enabled(false);

    public static IDisposable enable_grad(bool enabled = true) => set_grad_enabled(enabled);

    /// <summary>Switches recording on this thread until disposed.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new AutoGradMode(mode);

    public static IDisposable inference_mode(bool mode = true) => new AutoGradMode(!mode && Graph.IsEnabled);

    public static bool is_grad_enabled() => Graph.IsEnabled;
}
