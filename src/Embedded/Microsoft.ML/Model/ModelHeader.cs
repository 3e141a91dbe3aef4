using System.Text;

namespace Microsoft.ML;

/// <summary>
/// The head of a saved component and the marks around its data: magic, version info, string table, length, data, tail.
/// </summary>
internal sealed class ModelHeader
{
    private const ulong Magic = 0x004C45444F4D4C4DUL; // "MLMODEL\0"
    private const ulong Tail = 0x4D4C4D4F44454C00UL;
    private const int SignatureLength = 24;

    private ModelHeader(VersionInfo version, string[] strings) => (Version, Strings) = (version, strings);

    public VersionInfo Version { get; }

    public string[] Strings { get; }

    public static void Write(Stream target, in VersionInfo version, IReadOnlyList<string> strings, ReadOnlySpan<byte> data)
    {
        using var writer = new BinaryWriter(target, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(version.ModelSignature);
        writer.Write(version.VerWrittenCur);
        writer.Write(version.VerReadableCur);
        writer.Write(version.LoaderAssemblyName ?? "");
        writer.Write(CheckedSignature(version.LoaderSignature));
        writer.Write(CheckedSignature(version.LoaderSignatureAlt));
        writer.Write(strings.Count);
        foreach (string text in strings)
        {
            writer.Write(text);
        }

        writer.Write(data.Length);
        writer.Write(data);
        writer.Write(Tail);
    }

    /// <summary>Reads the head and leaves the reader at the data.</summary>
    public static ModelHeader Read(BinaryReader reader, string place)
    {
        try
        {
            ModelFormat.Check(reader.ReadUInt64() == Magic, $"Corrupt model file: '{place}' does not begin as a saved component does.");
            ulong signature = reader.ReadUInt64();
            uint written = reader.ReadUInt32();
            uint readable = reader.ReadUInt32();
            var version = new VersionInfo(VersionInfo.Unpack(signature), written, readable, 0, reader.ReadString(), reader.ReadString(), reader.ReadString());
            int stringCount = reader.ReadInt32();
            ModelFormat.Check(stringCount >= 0 && stringCount <= reader.BaseStream.Length, $"Corrupt model file: '{place}' has {stringCount} strings.");
            var strings = new string[stringCount];
            for (int i = 0; i < strings.Length; i++)
            {
                strings[i] = reader.ReadString();
            }

            int length = reader.ReadInt32();
            long start = reader.BaseStream.Position;
            ModelFormat.Check(length >= 0 && start + length + sizeof(ulong) == reader.BaseStream.Length, $"Corrupt model file: '{place}' is cut off.");
            reader.BaseStream.Position = start + length;
            ModelFormat.Check(reader.ReadUInt64() == Tail, $"Corrupt model file tail in '{place}'.");
            reader.BaseStream.Position = start;
            return new ModelHeader(version, strings);
        }
        catch (Exception error) when (error is EndOfStreamException or DecoderFallbackException or ArgumentException)
        {
            throw ModelFormat.Error($"Corrupt model file: '{place}' is cut off.", error);
        }
    }

    private static string CheckedSignature(string? signature) => (signature ?? "").Length <= SignatureLength
        ? signature ?? ""
        : throw new InvalidOperationException($"The loader signature '{signature}' has {signature!.Length} characters; {SignatureLength} fit.");
}
