namespace Microsoft.ML;

/// <summary>What is written at the head of a saved component: what it is, which version of it, and who loads it.</summary>
internal readonly struct VersionInfo
{
    public readonly ulong ModelSignature;
    public readonly uint VerWrittenCur;
    public readonly uint VerReadableCur;
    public readonly uint VerWeCanReadBack;
    public readonly string LoaderAssemblyName;
    public readonly string? LoaderSignature;
    public readonly string? LoaderSignatureAlt;

    public VersionInfo(
        string modelSignature,
        uint verWrittenCur,
        uint verReadableCur,
        uint verWeCanReadBack,
        string loaderAssemblyName,
        string? loaderSignature = null,
        string? loaderSignatureAlt = null)
    {
        if (modelSignature?.Length != 8 || modelSignature.Any(c => c > 0xFF))
        {
            throw new InvalidOperationException($"Model signature must be eight characters, each at most 0xFF; it is '{modelSignature}'.");
        }

        ModelSignature = Pack(modelSignature);
        VerWrittenCur = verWrittenCur;
        VerReadableCur = verReadableCur;
        VerWeCanReadBack = verWeCanReadBack;
        LoaderAssemblyName = loaderAssemblyName;
        LoaderSignature = loaderSignature;
        LoaderSignatureAlt = loaderSignatureAlt;
    }

    /// <summary>The first version of a component of this assembly.</summary>
    public static VersionInfo First(string modelSignature, string loaderSignature) =>
        new(modelSignature, 0x00010001, 0x00010001, 0x00010001, typeof(VersionInfo).Assembly.FullName!, loaderSignature);

    /// <summary>The eight characters of a packed signature; for messages.</summary>
    public static string Unpack(ulong signature) => string.Concat(Enumerable.Range(0, 8).Select(i => (char)(byte)(signature >> (8 * i)))).Replace('\0', ' ');

    private static ulong Pack(string signature)
    {
        ulong packed = 0;
        for (int i = 0; i < signature.Length; i++)
        {
            packed |= signature[i] == ' ' ? 0 : (ulong)signature[i] << (8 * i);
        }

        return packed;
    }
}
