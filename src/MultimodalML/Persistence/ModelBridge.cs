using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MultimodalML.Persistence;

/// <summary>The members of ML.NET that are not public (of model files, and of what a context carries), by reflection. All reflection on ML.NET stands in this file.</summary>
/// <remarks>The names of model files are the same in every ML.NET from 1.0 to 6.0 preview 1.</remarks>
internal static class ModelBridge
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static Type AttributeBase { get; } = TypeNamed("Microsoft.ML.LoadableClassAttributeBase");

    /// <summary>The writer of a model being saved, after ML.NET has noted who can load it.</summary>
    public static BinaryWriter OpenWriter(ModelSaveContext context, string modelSignature, uint version, string loaderName)
    {
        Type versionInfo = TypeNamed("Microsoft.ML.VersionInfo");
        object info = Activator.CreateInstance(
            versionInfo, Members, null, [modelSignature, version, version, version, typeof(ModelBridge).Assembly.GetName().Name, loaderName, null], null)!;
        MethodInfo set = typeof(ModelSaveContext).GetMethod("SetVersionInfo", Members, [versionInfo])
            ?? throw Changed("ModelSaveContext.SetVersionInfo");
        set.Invoke(context, [info]);
        return (BinaryWriter)Field(context, "Writer");
    }

    /// <summary>The reader of a model being loaded.</summary>
    public static BinaryReader OpenReader(object loadContext) => (BinaryReader)Field(loadContext, "Reader");

    /// <summary>The attribute by which ML.NET finds the method that loads.</summary>
    public static Attribute LoadableClass(Type instance, Type loader, string userName, string loadName)
    {
        ConstructorInfo constructor = TypeNamed("Microsoft.ML.LoadableClassAttribute")
            .GetConstructor(Members, [typeof(Type), typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[])])
            ?? throw Changed("LoadableClassAttribute's constructor");
        Type signature = TypeNamed("Microsoft.ML.SignatureLoadModel", "Microsoft.ML.Runtime.SignatureLoadModel");
        return (Attribute)constructor.Invoke([instance, loader, null, signature, userName, new[] { loadName }]);
    }

    /// <summary>The environment behind a catalog of an <see cref="MLContext"/>. From then on it can load this library's models.</summary>
    public static IHostEnvironment EnvironmentOf(object catalog)
    {
        PropertyInfo property = TypeNamed("Microsoft.ML.Data.IInternalCatalog").GetProperty("Environment", Members)
            ?? throw Changed("IInternalCatalog.Environment");
        var environment = (IHostEnvironment)property.GetValue(catalog)!;
        ModelRegistration.Register(environment);
        return environment;
    }

    /// <summary><see cref="MLContext.GpuDeviceId"/> and <see cref="MLContext.FallbackToCpu"/> of the context behind an environment; null and false for an environment that is of none.</summary>
    public static (int? GpuDeviceId, bool FallbackToCpu) DeviceOf(IHostEnvironment environment)
    {
        Type? settings = environment.GetType().GetInterface("Microsoft.ML.Runtime.IHostEnvironmentInternal");
        return ((int?)Value("GpuDeviceId"), (bool?)Value("FallbackToCpu") ?? false);

        object? Value(string property) => settings?.GetProperty(property, Members)?.GetValue(environment);
    }

    private static object Field(object context, string name) =>
        context.GetType().GetField(name, Members)?.GetValue(context) ?? throw Changed($"{context.GetType().Name}.{name}");

    // Which of ML.NET's assemblies holds a type differs by version and type, so all that are loaded with it are asked.
    private static Type TypeNamed(params ReadOnlySpan<string> names)
    {
        Assembly core = typeof(ModelSaveContext).Assembly;
        Assembly[] assemblies = [core, typeof(MLContext).Assembly, typeof(IDataView).Assembly];
        foreach (string name in names)
        {
            foreach (Assembly assembly in assemblies)
            {
                if (assembly.GetType(name) is { } type)
                {
                    return type;
                }
            }
        }

        throw Changed(string.Join(" or ", names.ToArray()));
    }

    private static NotSupportedException Changed(string member) =>
        new($"Microsoft.ML {typeof(MLContext).Assembly.GetName().Version} has no {member}; this library's models cannot be saved or loaded with it.");
}
