namespace Microsoft.ML.Runtime;

public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    ComponentCatalog ComponentCatalog { get; }

    /// <summary>A host of this environment, with a name for messages and with random numbers of its own.</summary>
    IHost Register(string name, int? seed = null, bool? verbose = null);
}
