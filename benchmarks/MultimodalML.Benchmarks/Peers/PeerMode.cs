using System.Diagnostics;
using System.Globalization;

namespace MultimodalML.Benchmarks.Peers;

/// <summary>Times named pieces of work for benchmarks/peers/compare.py, which has the same work done by other libraries in turn.</summary>
/// <remarks>Every line of input names a piece of work and the seconds to spend on it; the answer is a line of JSON. Names on the command line are done once instead, for a second each.</remarks>
internal static class PeerMode
{
    private const double WarmUpSeconds = 2; // until the code is compiled for good

    private static readonly Dictionary<string, Func<PeerWork>> s_works = new(
    [
        .. KernelWorks.All,
        .. TrainingWorks.All,
    ]);

    public static void Run(string[] names)
    {
        var prepared = new Dictionary<string, PeerWork>();
        foreach (string line in names.Length > 0 ? names : Lines())
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || !s_works.TryGetValue(words[0], out Func<PeerWork>? prepare))
            {
                Console.WriteLine($$"""{"error": "no work '{{line}}'; there are {{string.Join(", ", s_works.Keys)}}"}""");
                continue;
            }
            if (!prepared.TryGetValue(words[0], out PeerWork? work))
            {
                prepared[words[0]] = work = prepare();
                Median(work, WarmUpSeconds);
            }
            double seconds = words.Length > 1 ? double.Parse(words[1], CultureInfo.InvariantCulture) : 1;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"work": "{{words[0]}}", "milliseconds": {{Median(work, seconds)}}, "bytes": {{work.Bytes}}, "recall": {{work.Recall}}}"""));
        }
    }

    private static IEnumerable<string> Lines()
    {
        while (Console.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static double Median(PeerWork work, double seconds)
    {
        work.Run();
        var times = new List<double>();
        long start = Stopwatch.GetTimestamp();
        while (times.Count < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            long from = Stopwatch.GetTimestamp();
            for (int i = 0; i < work.Repeats; i++)
            {
                work.Run();
            }
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds / work.Repeats);
        }
        times.Sort();
        return times[times.Count / 2];
    }
}
