using Microsoft.ML;
using Microsoft.ML.Runtime;
using MultimodalML.Discovery;
using MultimodalML.Fusion;
using MultimodalML.Hashing;
using MultimodalML.Prototypes;

namespace MultimodalML.Persistence;

/// <summary>Loads every transformer of this library from an ML.NET model file.</summary>
internal static class ModelLoader
{
    public const string LoadName = "MultimodalML";

    private static readonly (PayloadKind Kind, Func<IHostEnvironment, BinaryReader, int, ITransformer> Read)[] s_kinds =
    [
        (PrototypeTransformer.PayloadKind, PrototypeTransformer.Read),
        (MultimodalFuseTransformer.PayloadKind, MultimodalFuseTransformer.Read),
        (NovelCategoriesTransformer.PayloadKind, NovelCategoriesTransformer.Read),
        (WtaHashTransformer.PayloadKind, WtaHashTransformer.Read),
    ];

    // ML.NET finds and calls this method by reflection; the object is its ModelLoadContext.
    public static ITransformer Create(IHostEnvironment environment, object loadContext)
    {
        try
        {
            return Read(environment, ModelBridge.OpenReader(loadContext));
        }
        catch (InvalidDataException error)
        {
            using IChannel channel = environment.Start("Loading model");
            channel.Error(MessageSensitivity.None, error.Message); // ML.NET throws this as the inner exception of one that says nothing
            throw environment.Process(error);
        }
    }

    internal static ITransformer Read(IHostEnvironment environment, BinaryReader file)
    {
        (string name, int version, BinaryReader payload) = ModelPayload.Read(file);
        foreach ((PayloadKind kind, Func<IHostEnvironment, BinaryReader, int, ITransformer> read) in s_kinds)
        {
            if (kind.Name == name)
            {
                return version <= kind.Version
                    ? ModelPayload.Complete(name, payload, reader => read(environment, reader, version))
                    : throw ModelPayload.Newer($"its '{name}' has version {version}, and this library reads up to {kind.Version}");
            }
        }

        throw ModelPayload.Newer($"it holds a '{name}', and this library knows only {string.Join(", ", s_kinds.Select(entry => $"'{entry.Kind.Name}'"))}");
    }
}
