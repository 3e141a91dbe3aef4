using System.Numerics;
using System.Runtime.InteropServices;
using MultimodalML.Benchmarks.Kernels;
using MultimodalML.Kernels;
using MultimodalML.Kernels.Galleries;

namespace MultimodalML.Benchmarks.Peers;

/// <summary>The kernels' work of benchmarks/peers/kernels.py.</summary>
internal static class KernelWorks
{
    public static IEnumerable<KeyValuePair<string, Func<PeerWork>>> All =>
    [
        new("matmul-1024", () => Product(1024, 1024, 1024)),
        new("matmul-2048", () => Product(2048, 2048, 2048)),
        new("matmul-4096x64x64", () => Product(4096, 64, 64)),
        new("matmul-256x32x32", () => Product(256, 32, 32)),
        new("matmul-1x512x512", () => Product(1, 512, 512)),
        new("wta-hash", HashCodes),
        new("code-agreement", AgreeCodes),
        new("read", ReadGallery),
        new("scan-hundred", () => Scan(s_gallery.Value, GalleryFormat.Float32, Queries)),
        new("scan-one", () => Scan(s_gallery.Value, GalleryFormat.Float32, 1)),
        new("scan-one-bfloat16", () => Scan(s_gallery.Value, GalleryFormat.BFloat16, 1)),
        new("scan-one-int8", () => Scan(s_gallery.Value, GalleryFormat.Int8, 1)),
        new("scan-one-7000x1536", () => Scan(new SearchData(7_000, 1_536), GalleryFormat.Float32, 1)),
    ];

    private const int Queries = 100;
    private const int Best = 10;
    private static readonly Lazy<SearchData> s_gallery = new(() => new SearchData(1_000_000, 128));

    private static PeerWork Product(int m, int k, int n)
    {
        (float[] a, float[] b, float[] c) = (Values.Draw(1, m * k), Values.Draw(2, k * n), new float[m * n]);
        return new PeerWork(() => MatrixProduct.Multiply(m, n, k, a, b, c)) { Repeats = (int)Math.Max(1, 20_000_000L / ((long)m * n * k)) };
    }

    private static PeerWork HashCodes()
    {
        const int rows = 100_000, length = 512, codeCount = 512, windowSize = 4;
        var random = new Random(1);
        int[] windows = [.. Enumerable.Range(0, codeCount * windowSize).Select(_ => random.Next(length))];
        (float[] values, byte[] codes) = (Values.Draw(2, rows * length), new byte[rows * codeCount]);
        return new PeerWork(() => WtaHash.Compute(rows, length, values, windows, windowSize, codes));
    }

    private static PeerWork AgreeCodes()
    {
        const int rows = 4096, length = 512;
        var random = new Random(1);
        byte[] codes = [.. Enumerable.Range(0, rows * length).Select(_ => (byte)random.Next(4))];
        int[] counts = new int[rows * rows];
        return new PeerWork(() => CodeAgreement.Count(rows, rows, length, codes, codes, counts));
    }

    private static PeerWork Scan(SearchData data, GalleryFormat format, int queries)
    {
        var exact = new Gallery(data.Count, data.Length, data.Rows, Similarity.InnerProduct);
        Gallery gallery = format == GalleryFormat.Float32 ? exact : new Gallery(data.Count, data.Length, data.Rows, Similarity.InnerProduct, format);
        (int[] indices, float[] scores) = (new int[queries * Best], new float[queries * Best]);
        return new PeerWork(() => gallery.Search(queries, data.Queries, Best, indices, scores)) { Bytes = gallery.ScannedBytes, Recall = Recall(exact, gallery, data.Queries) };
    }

    private static double Recall(Gallery exact, Gallery gallery, float[] queries)
    {
        (int[] expected, int[] found, float[] scores) = (new int[Queries * Best], new int[Queries * Best], new float[Queries * Best]);
        exact.Search(Queries, queries, Best, expected, scores);
        gallery.Search(Queries, queries, Best, found, scores);
        return Enumerable.Range(0, Queries).Average(i => expected.Skip(i * Best).Take(Best).Intersect(found.Skip(i * Best).Take(Best)).Count() / (double)Best);
    }

    /// <summary>A plain read of the gallery with all threads, the bandwidth that scans are held against.</summary>
    private static PeerWork ReadGallery()
    {
        float[] rows = s_gallery.Value.Rows;
        return new PeerWork(() => Parallelism.For(rows.Length / ReadJob.Part, 64, new ReadJob { Values = rows })) { Bytes = rows.Length * (long)sizeof(float) };
    }

    private struct ReadJob : IRangeJob
    {
        public const int Part = 16_384;

        public float[] Values;

        public readonly void Run(int from, int to)
        {
            ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(Values.AsSpan(from * Part, (to - from) * Part));
            Vector<float> s0 = Vector<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
            for (int i = 0; i <= values.Length - 4; i += 4)
            {
                s0 += values[i];
                s1 += values[i + 1];
                s2 += values[i + 2];
                s3 += values[i + 3];
            }
            GC.KeepAlive(Vector.Sum(s0 + s1 + s2 + s3)); // so that nothing of it is left out
        }
    }

    /// <summary>Normally distributed rows and queries.</summary>
    private sealed class SearchData(int count, int length)
    {
        public int Count { get; } = count;

        public int Length { get; } = length;

        public float[] Rows { get; } = Normal(1, count * length);

        public float[] Queries { get; } = Normal(2, KernelWorks.Queries * length);

        private static float[] Normal(int seed, int count)
        {
            var random = new Random(seed);
            float[] values = new float[count];
            for (int i = 0; i < count; i += 2)
            {
                (double radius, double angle) = (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), 2 * Math.PI * random.NextDouble());
                values[i] = (float)(radius * Math.Cos(angle));
                values[i + 1] = (float)(radius * Math.Sin(angle));
            }
            return values;
        }
    }
}
