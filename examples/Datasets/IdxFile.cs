using System.Buffers.Binary;
using System.IO.Compression;

namespace Datasets;

/// <summary>Reads a gzipped IDX file of unsigned bytes, the format of MNIST: big-endian magic, sizes, then the values row by row.</summary>
public static class IdxFile
{
    private const int LabelsMagic = 2049;
    private const int ImagesMagic = 2051;

    /// <summary>One array an item: 1 value for labels, rows x columns for images.</summary>
    /// <exception cref="InvalidDataException">The magic number is neither that of labels nor of images.</exception>
    public static byte[][] Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        int magic = ReadInt32(stream);
        if (magic is not (LabelsMagic or ImagesMagic))
        {
            throw new InvalidDataException($"{path}: the magic number is {magic}; {LabelsMagic} (labels) or {ImagesMagic} (images) was expected.");
        }

        int count = ReadInt32(stream);
        int length = magic == LabelsMagic ? 1 : ReadInt32(stream) * ReadInt32(stream);
        var items = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            items[i] = new byte[length];
            stream.ReadExactly(items[i]);
        }

        return items;
    }

    private static int ReadInt32(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[4];
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }
}
