using System.Globalization;
using System.IO.Compression;

namespace Datasets;

/// <summary>The folder <c>digits_av</c>: MNIST images and spoken digits, paired by class. The pairing itself uses the label.</summary>
public static class Digits
{
    /// <summary>The one-to-one pairs, each image and each recording once: 2,700 to train on, 300 to test, the speakers the same in both.</summary>
    public static (Digit[] Train, Digit[] Test) Load(string folder)
    {
        byte[][] trainImages = IdxFile.Read(Path.Combine(folder, "train-images-idx3-ubyte.gz"));
        byte[][] testImages = IdxFile.Read(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"));
        Dictionary<string, float[]> words = Words(Path.Combine(folder, "fsdd_wavs.zip"));

        var train = new List<Digit>();
        var test = new List<Digit>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "pairs.csv.gz")), CompressionMode.Decompress));
        reader.ReadLine(); // id,split,repeat,mnist_index,wav,digit,word,speaker,take
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            if (cells[2] != "0") // the same recording again with another image
            {
                continue;
            }

            bool isTrain = cells[1] == "train";
            byte[] image = (isTrain ? trainImages : testImages)[int.Parse(cells[3], CultureInfo.InvariantCulture)];
            (isTrain ? train : test).Add(new Digit
            {
                Image = [.. image.Select(value => value / 255f)],
                Audio = words[cells[4]],
                Label = cells[5],
                Speaker = cells[7],
            });
        }

        return ([.. train], [.. test]);
    }

    private static Dictionary<string, float[]> Words(string zipPath)
    {
        using ZipArchive zip = ZipFile.OpenRead(zipPath);
        var wavs = new List<(string Name, float[] Samples)>();
        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.Name.EndsWith(".wav", StringComparison.Ordinal)))
        {
            using Stream stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            wavs.Add((entry.Name, WavFile.Read(bytes, entry.Name)));
        }

        return wavs.AsParallel().Select(wav => (wav.Name, Features: SpokenWord.Features(wav.Samples))).ToDictionary(pair => pair.Name, pair => pair.Features);
    }
}
