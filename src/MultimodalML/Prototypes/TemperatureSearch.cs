using System.Numerics.Tensors;

namespace MultimodalML.Prototypes;

/// <summary>Finds the temperature under which labelled items are most probable.</summary>
/// <remarks>The mean log-loss is convex in 1/T, so a golden-section search over ln(1/T) finds it. Source: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 4.2.</remarks>
internal static class TemperatureSearch
{
    private const int MaximumItems = 1000;
    private const double LargestScale = 30; // in units of the mean gap: items that are their own prototypes would ask for ∞

    public static double Find(PrototypeSet set, ReadOnlySpan<float> rows, ReadOnlySpan<int> labels)
    {
        int step = Math.Max(1, labels.Length / MaximumItems);
        int count = (labels.Length + step - 1) / step;
        float[] distances = new float[checked(count * set.ClassCount)];
        int[] items = new int[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = labels[i * step];
            set.Distances(rows.Slice(i * step * set.Length, set.Length), distances.AsSpan(i * set.ClassCount, set.ClassCount));
        }

        double gap = MeanGap(distances, set.ClassCount);
        if (!(gap > 0))
        {
            return 1; // one class, or all distances alike: any temperature does
        }

        double low = Math.Log(0.03 / gap), high = Math.Log(LargestScale / gap);
        double ratio = (Math.Sqrt(5) - 1) / 2;
        while (high - low > 0.01)
        {
            double left = high - ratio * (high - low), right = low + ratio * (high - low);
            if (Loss(distances, items, Math.Exp(left)) < Loss(distances, items, Math.Exp(right)))
            {
                high = right;
            }
            else
            {
                low = left;
            }
        }

        return Math.Exp(-(low + high) / 2);
    }

    // How much farther the other classes are than the nearest, in the mean.
    private static double MeanGap(ReadOnlySpan<float> distances, int classCount)
    {
        double sum = 0;
        int pairs = 0;
        for (; !distances.IsEmpty; distances = distances[classCount..])
        {
            float nearest = TensorPrimitives.Min(distances[..classCount]);
            foreach (float distance in distances[..classCount])
            {
                if (float.IsFinite(distance))
                {
                    sum += distance - nearest;
                    pairs++;
                }
            }
        }

        return sum / pairs;
    }

    private static double Loss(ReadOnlySpan<float> distances, ReadOnlySpan<int> labels, double scale)
    {
        int classCount = distances.Length / labels.Length;
        double loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = distances.Slice(i * classCount, classCount);
            double own = row[labels[i]];
            double nearest = TensorPrimitives.Min(row);
            double sum = 0;
            foreach (float distance in row)
            {
                sum += Math.Exp((nearest - distance) * scale);
            }

            loss += (own - nearest) * scale + Math.Log(sum);
        }

        return loss;
    }
}
