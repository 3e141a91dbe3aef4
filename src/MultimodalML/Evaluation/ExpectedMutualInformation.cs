namespace MultimodalML.Evaluation;

/// <summary>The mean mutual information of all partitions with given sizes: what agreement by chance is worth.</summary>
/// <remarks>
/// <para>E = Σᵢⱼ Σₙ p(n) · n/N · ln(N n / (aᵢ bⱼ)), where p is the hypergeometric probability that a class of aᵢ items and a cluster of bⱼ share n, of N items in all.</para>
/// <para>Exact up to rounding. Equal sizes are computed once, of which there are at most √(2N) a side; p is built from its mode outwards by the ratio of neighbours and divided by its
/// own sum, so that no factorial is needed and nothing cancels.</para>
/// <para>Source: Vinh, Epps and Bailey, "Information theoretic measures for clusterings comparison", JMLR 11, 2010, equation 24a.</para>
/// </remarks>
internal static class ExpectedMutualInformation
{
    private const double Negligible = 1e-18;

    /// <summary>In nats.</summary>
    public static double Compute(int[] classSizes, int[] clusterSizes)
    {
        long items = classSizes.Sum(size => (long)size);
        (int Size, int Count)[] clusters = [.. clusterSizes.CountBy(size => size).Select(pair => (pair.Key, pair.Value))];
        double sum = 0;
        foreach ((int a, int classes) in classSizes.CountBy(size => size))
        {
            foreach ((int b, int count) in clusters)
            {
                sum += (double)classes * count * OfPair(a, b, items);
            }
        }

        return sum;
    }

    private static double OfPair(long a, long b, long items)
    {
        long least = Math.Max(0, a + b - items), most = Math.Min(a, b);
        long mode = Math.Clamp((long)((a + 1.0) * (b + 1.0) / (items + 2.0)), least, most);
        double logOfNone = Math.Log(items) - Math.Log(a) - Math.Log(b);
        double mass = 0, sum = 0;
        double p = 1; // of n relative to the mode's
        for (long n = mode; n <= most && p > Negligible; n++)
        {
            Add(n);
            p *= (double)(a - n) * (b - n) / ((double)(n + 1) * (items - a - b + n + 1));
        }

        p = 1;
        for (long n = mode; n > least && p > Negligible;)
        {
            p *= (double)n * (items - a - b + n) / ((double)(a - n + 1) * (b - n + 1));
            n--;
            Add(n);
        }

        return sum / mass;

        void Add(long n)
        {
            mass += p;
            if (n > 0)
            {
                sum += p * n / items * (logOfNone + Math.Log(n));
            }
        }
    }
}
