using System.Text;
using MultimodalML.Persistence;

namespace MultimodalML.Tests.Persistence;

public class ModelPayloadTests
{
    private static readonly PayloadKind s_kind = new("Thing", 3);

    [Fact]
    public void Read_Written_GivesKindVersionAndPayload()
    {
        (string kind, int version, BinaryReader payload) = Read(Written());

        Assert.Equal(("Thing", 3), (kind, version));
        Assert.Equal((1.5, "text"), ModelPayload.Complete(kind, payload, reader => (reader.ReadDouble(), reader.ReadString())));
    }

    [Fact]
    public void Read_AnyByteChanged_IsDamaged()
    {
        byte[] bytes = Written();
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x10;

            InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(damaged));
            Assert.StartsWith("The model file", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_AnywhereCut_IsDamaged()
    {
        byte[] bytes = Written();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Read(bytes[..length]));
        }
    }

    [Fact]
    public void Read_NewerFrame_SaysSo()
    {
        byte[] bytes = Written();
        bytes[8]++;

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(bytes));

        Assert.Contains("newer MultimodalML: its frame has version 2, and this library reads up to 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_BytesLeftOver_IsDamaged()
    {
        (string kind, _, BinaryReader payload) = Read(Written());

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ModelPayload.Complete(kind, payload, reader => reader.ReadDouble()));

        Assert.Contains("5 bytes of its 'Thing' are left over", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_ReadsTooMuch_IsDamaged()
    {
        (string kind, _, BinaryReader payload) = Read(Written());

        Assert.Throws<InvalidDataException>(() => ModelPayload.Complete(kind, payload, reader => reader.ReadBytes(13).Length + reader.ReadInt32()));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })] // no length at all
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x0F })] // length −1
    public void Complete_TextOfImpossibleLength_IsDamaged(byte[] text)
    {
        using var payload = new BinaryReader(new MemoryStream(text));

        Assert.Throws<InvalidDataException>(() => ModelPayload.Complete("Thing", payload, reader => reader.ReadString()));
    }

    [Fact]
    public void ReadArray_CountBeyondTheBytes_IsDamaged()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.WriteArray<float>([1, 2, 3]);
        writer.WriteStrings(["a", "b"]);
        writer.Write(int.MaxValue);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);

        Assert.Equal([1, 2, 3], reader.ReadArray<float>());
        Assert.Equal(["a", "b"], reader.ReadStrings());
        Assert.Throws<InvalidDataException>(() => reader.ReadArray<double>());
    }

    private static byte[] Written()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        ModelPayload.Write(writer, s_kind, payload =>
        {
            payload.Write(1.5);
            payload.Write("text");
        });
        return stream.ToArray();
    }

    private static (string Kind, int Version, BinaryReader Payload) Read(byte[] bytes) =>
        ModelPayload.Read(new BinaryReader(new MemoryStream(bytes), Encoding.UTF8));
}
