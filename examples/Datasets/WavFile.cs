using System.Buffers.Binary;

namespace Datasets;

/// <summary>Reads 16-bit mono PCM with the canonical 44-byte RIFF header.</summary>
public static class WavFile
{
    private const int HeaderLength = 44;

    /// <summary>The samples, -1 to 1.</summary>
    /// <exception cref="InvalidDataException">Not a canonical 16-bit mono PCM file.</exception>
    public static float[] Read(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length < HeaderLength || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
        {
            throw new InvalidDataException($"{name}: no RIFF/WAVE header in its {file.Length} bytes.");
        }

        int channels = BinaryPrimitives.ReadInt16LittleEndian(file[22..]);
        int bits = BinaryPrimitives.ReadInt16LittleEndian(file[34..]);
        if (channels != 1 || bits != 16)
        {
            throw new InvalidDataException($"{name}: {channels} channels of {bits} bits; 1 channel of 16 bits was expected.");
        }

        ReadOnlySpan<byte> data = file[HeaderLength..];
        var samples = new float[data.Length / 2];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]) / 32768f;
        }

        return samples;
    }
}
