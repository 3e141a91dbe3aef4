namespace MultimodalML.Persistence;

/// <summary>What a model payload holds.</summary>
/// <param name="Name">Name of the transformer, as written in model files: never changed once released.</param>
/// <param name="Version">Version of its layout, counted up whenever the layout changes.</param>
internal sealed record PayloadKind(string Name, int Version);
