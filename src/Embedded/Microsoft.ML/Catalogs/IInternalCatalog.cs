using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Every catalog knows the environment for what is made from it.</summary>
internal interface IInternalCatalog
{
    IHostEnvironment Environment { get; }
}
