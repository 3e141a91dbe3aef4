using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;

namespace MultimodalML.Persistence;

/// <summary>The frame around a transformer's bytes in a model file.</summary>
/// <remarks>Layout, little-endian: magic (8 bytes), frame version, kind name, kind version, payload length (64 bits), payload, SHA-256 of all before it.</remarks>
internal static class ModelPayload
{
    private const string Signature = "MMODALML"; // ML.NET wants 8 characters
    private const uint SignatureVersion = 0x00010001;
    private const int FrameVersion = 1;
    private static readonly byte[] s_magic = [0x89, (byte)'M', (byte)'M', (byte)'M', (byte)'L', (byte)'\r', (byte)'\n', 0x1a]; // as PNG's: shows text-mode damage

    public static void Save(ModelSaveContext context, PayloadKind kind, Action<BinaryWriter> writePayload)
    {
        ArgumentNullException.ThrowIfNull(context);
        Write(ModelBridge.OpenWriter(context, Signature, SignatureVersion, ModelLoader.LoadName), kind, writePayload);
    }

    internal static void Write(BinaryWriter file, PayloadKind kind, Action<BinaryWriter> writePayload)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.UTF8, leaveOpen: true))
        {
            writePayload(writer);
        }

        using var frame = new MemoryStream();
        using (var writer = new BinaryWriter(frame, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(s_magic);
            writer.Write(FrameVersion);
            writer.Write(kind.Name);
            writer.Write(kind.Version);
            writer.Write(payload.Length);
            payload.WriteTo(frame);
        }

        byte[] bytes = frame.ToArray();
        file.Write(bytes);
        file.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads and checks a frame; the reader returned holds the payload alone.</summary>
    /// <exception cref="InvalidDataException">Not this library's, newer, truncated or damaged.</exception>
    internal static (string Kind, int Version, BinaryReader Payload) Read(BinaryReader file)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            if (!Take(file, s_magic.Length, sum).AsSpan().SequenceEqual(s_magic))
            {
                throw new InvalidDataException("The model file is damaged, or its model is not of MultimodalML: it does not begin with this library's mark.");
            }

            int frameVersion = BitConverter.ToInt32(Take(file, sizeof(int), sum));
            if (frameVersion > FrameVersion)
            {
                throw Newer($"its frame has version {frameVersion}, and this library reads up to {FrameVersion}");
            }

            string kind = TakeString(file, sum);
            int version = BitConverter.ToInt32(Take(file, sizeof(int), sum));
            long length = BitConverter.ToInt64(Take(file, sizeof(long), sum));
            if (length is < 0 || length > Array.MaxLength)
            {
                throw Damaged($"it says that its payload has {length} bytes");
            }

            byte[] payload = Take(file, (int)length, sum);
            byte[] written = file.ReadBytes(SHA256.HashSizeInBytes);
            if (!written.AsSpan().SequenceEqual(sum.GetHashAndReset()))
            {
                throw Damaged("its checksum is wrong");
            }

            return (kind, version, new BinaryReader(new MemoryStream(payload, writable: false), Encoding.UTF8));
        }
        catch (EndOfStreamException)
        {
            throw Damaged("it ends too early");
        }
    }

    /// <summary>Lets a transformer read its payload and checks that it took all of it.</summary>
    internal static T Complete<T>(string kind, BinaryReader payload, Func<BinaryReader, T> read)
    {
        using (payload)
        {
            T result;
            try
            {
                result = read(payload);
            }
            catch (Exception error) when (error is IOException or FormatException or ArgumentException or OverflowException)
            {
                throw new InvalidDataException($"The model file is damaged: its '{kind}' cannot be read ({error.Message})", error);
            }

            long rest = payload.BaseStream.Length - payload.BaseStream.Position;
            return rest == 0 ? result : throw Damaged($"{rest} bytes of its '{kind}' are left over");
        }
    }

    internal static InvalidDataException Newer(string what) =>
        new($"The model file was written by a newer MultimodalML: {what}. Update the library, or save the model with this version.");

    private static InvalidDataException Damaged(string what) =>
        new($"The model file is damaged: {what}. Save or copy it again.");

    private static byte[] Take(BinaryReader file, int count, IncrementalHash sum)
    {
        byte[] bytes = file.ReadBytes(count);
        if (bytes.Length < count)
        {
            throw new EndOfStreamException();
        }

        sum.AppendData(bytes);
        return bytes;
    }

    private static string TakeString(BinaryReader file, IncrementalHash sum)
    {
        byte length = Take(file, 1, sum)[0]; // kind names are short: BinaryWriter writes their length as one byte
        return length < 128 ? Encoding.UTF8.GetString(Take(file, length, sum)) : throw Damaged("its kind's name is too long");
    }
}
