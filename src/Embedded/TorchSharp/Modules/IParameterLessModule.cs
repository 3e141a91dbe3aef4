using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Marks modules that have nothing to train or to save.</summary>
public interface IParameterLessModule
{
}

internal static class ParameterLess
{
    public static InvalidOperationException Refusal(string what) => new($"Cannot register {what} on a module that is declared 'parameter-less.'");

    public static void Require(nn.Module? submodule)
    {
        if (submodule is not IParameterLessModule) { throw new InvalidOperationException("Submodules of a parameter-less module must also be parameter-less."); }
    }
}
