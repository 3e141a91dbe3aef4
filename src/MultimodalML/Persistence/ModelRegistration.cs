using Microsoft.ML.Runtime;

namespace MultimodalML.Persistence;

/// <summary>Makes an environment able to load this library's models. Doing it again does nothing.</summary>
internal static class ModelRegistration
{
    private static readonly LoadableAssembly s_assembly = new();

    public static void Register(IHostEnvironment environment) => environment.ComponentCatalog.RegisterAssembly(s_assembly);
}
