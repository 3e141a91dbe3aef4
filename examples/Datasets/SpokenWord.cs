using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Datasets;

/// <summary>A recording of one word as 64 values: the low orders of the two-dimensional cosine transform of its log-mel spectrogram, its duration and its loudness contour.</summary>
/// <remarks>
/// <para>Frames of 25 ms every 10 ms under a Hann window, power spectrum, silence at both ends cut off (45 dB below the loudest frame), 20 triangular bands evenly spaced on the mel scale
/// 2595 log10(1 + f / 700), natural logarithm, the mean over the whole word subtracted so that the recording's level does not count.</para>
/// <para>The word is then read at 20 times, evenly spaced on a clock that runs with the energy of its frames: it dwells on vowels, and a drawn-out ending takes no more room than a clipped one.
/// The cosine transform of 20 times x 20 bands keeps 5 x 11 orders, a smooth picture that tells words apart better than voices.</para>
/// <para>Source of mel cepstra: Davis and Mermelstein, IEEE Trans. ASSP 28(4), 1980.</para>
/// </remarks>
public static class SpokenWord
{
    /// <summary>Values of a word: 5 x 11 orders, the logarithm of its frames, 8 orders of its loudness.</summary>
    public const int Length = (TimeOrders * BandOrders) + 1 + LoudnessOrders;

    private const int TimeOrders = 5, BandOrders = 11, LoudnessOrders = 8;
    private const int BandCount = 20, TimeCount = 20;
    private const int SampleRate = 8000, FrameLength = 200, FrameStep = 80, FftLength = 256, BinCount = (FftLength / 2) + 1;
    private const double RangeDecibel = 45;

    private static readonly double[] s_window = MathNet.Numerics.Window.Hann(FrameLength);
    private static readonly double[][] s_bands = MelBands();
    private static readonly double[][] s_timeWaves = Cosines(TimeCount, TimeOrders), s_bandWaves = Cosines(BandCount, BandOrders), s_loudnessWaves = Cosines(TimeCount, LoudnessOrders);

    /// <summary>The values of a word sampled at 8,000 Hz.</summary>
    /// <param name="samples">At least one sample, -1 to 1; a word shorter than two frames is padded with silence.</param>
    /// <exception cref="ArgumentException">No samples.</exception>
    public static float[] Features(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
        {
            throw new ArgumentException("The recording has no samples.", nameof(samples));
        }

        (double[][] spectra, double[] loudness) = WithoutSilence(PowerSpectra(samples));
        double[][] bands = LogBands(spectra);
        double[] clock = EnergyClock(loudness);
        int last = bands.Length - 1;
        var picture = new double[TimeCount][];
        var contour = new double[TimeCount];
        for (int t = 0; t < TimeCount; t++)
        {
            double time = (double)t / (TimeCount - 1);
            double frame = PositionAt(clock, time);
            picture[t] = [.. Enumerable.Range(0, BandCount).Select(b => At(frame, i => bands[i][b], last))];
            contour[t] = At(time * last, i => loudness[i], last) / 10;
        }

        IEnumerable<double> orders = s_timeWaves.SelectMany(timeWave => s_bandWaves.Select(bandWave => picture.Select((row, t) => timeWave[t] * Dot(bandWave, row)).Sum()));
        return [.. orders.Append(Math.Log(bands.Length)).Concat(s_loudnessWaves.Select(wave => Dot(wave, contour))).Select(value => (float)value)];
    }

    private static double[][] PowerSpectra(ReadOnlySpan<float> samples)
    {
        double mean = 0;
        foreach (float sample in samples)
        {
            mean += (double)sample / samples.Length;
        }

        var signal = new double[Math.Max(samples.Length, FrameLength + FrameStep)];
        for (int i = 0; i < samples.Length; i++)
        {
            signal[i] = samples[i] - mean;
        }

        var spectra = new double[1 + ((signal.Length - FrameLength) / FrameStep)][];
        var buffer = new Complex[FftLength];
        for (int f = 0; f < spectra.Length; f++)
        {
            Array.Clear(buffer);
            for (int i = 0; i < FrameLength; i++)
            {
                buffer[i] = signal[(f * FrameStep) + i] * s_window[i];
            }

            Fourier.Forward(buffer, FourierOptions.NoScaling);
            spectra[f] = [.. buffer.Take(BinCount).Select(value => (value.Real * value.Real) + (value.Imaginary * value.Imaginary))];
        }

        return spectra;
    }

    /// <summary>The frames of the word, and how many decibel each lies below the loudest: -45 to 0.</summary>
    private static (double[][] Spectra, double[] Loudness) WithoutSilence(double[][] spectra)
    {
        double[] decibels = [.. spectra.Select(spectrum => 10 * Math.Log10(spectrum.Sum() + 1e-10))];
        double loudest = decibels.Max();
        int first = Array.FindIndex(decibels, value => value >= loudest - RangeDecibel), end = Array.FindLastIndex(decibels, value => value >= loudest - RangeDecibel) + 1;
        return (spectra[first..end], [.. decibels[first..end].Select(value => Math.Max(value - loudest, -RangeDecibel))]);
    }

    private static double[][] LogBands(double[][] spectra)
    {
        double[][] energies = [.. spectra.Select(spectrum => s_bands.Select(band => Dot(band, spectrum)).ToArray())];
        double floor = (1e-6 * energies.Max(frame => frame.Max())) + 1e-12;
        double[][] logs = [.. energies.Select(frame => frame.Select(energy => Math.Log(energy + floor)).ToArray())];
        double mean = logs.Average(frame => frame.Average());
        return [.. logs.Select(frame => frame.Select(value => value - mean).ToArray())];
    }

    /// <summary>For each frame the share of the word's (loudness + 45)² that has passed: 0 at the first, 1 at the last.</summary>
    private static double[] EnergyClock(double[] loudness)
    {
        var clock = new double[loudness.Length];
        for (int t = 1; t < clock.Length; t++)
        {
            double before = loudness[t - 1] + RangeDecibel, now = loudness[t] + RangeDecibel;
            clock[t] = clock[t - 1] + (((before * before) + (now * now)) / 2) + 1e-6;
        }

        double total = clock.Length > 1 ? clock[^1] : 1;
        return [.. clock.Select(value => value / total)];
    }

    /// <summary>Between which frames the clock shows a time.</summary>
    private static double PositionAt(double[] clock, double time)
    {
        int after = Array.FindIndex(clock, value => value >= time);
        return after switch
        {
            < 0 => clock.Length - 1,
            0 => 0,
            _ => after - ((clock[after] - time) / (clock[after] - clock[after - 1])),
        };
    }

    private static double At(double position, Func<int, double> value, int last)
    {
        int before = (int)position;
        double share = position - before;
        return ((1 - share) * value(before)) + (share * value(Math.Min(before + 1, last)));
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    /// <summary>The waves of the cosine transform (type II), orders x count.</summary>
    private static double[][] Cosines(int count, int orders) =>
        [.. Enumerable.Range(0, orders).Select(k => Enumerable.Range(0, count).Select(n => Math.Sqrt(2.0 / count) * Math.Cos(Math.PI * k * (n + 0.5) / count)).ToArray())];

    private static double[][] MelBands()
    {
        double step = 2595 * Math.Log10(1 + (SampleRate / 2 / 700.0)) / (BandCount + 1);
        double[] edges = [.. Enumerable.Range(0, BandCount + 2).Select(i => 700 * (Math.Pow(10, i * step / 2595) - 1))];
        return [.. Enumerable.Range(0, BandCount).Select(b => Enumerable.Range(0, BinCount).Select(bin =>
        {
            double hertz = (double)bin * SampleRate / FftLength;
            return Math.Max(0, Math.Min((hertz - edges[b]) / (edges[b + 1] - edges[b]), (edges[b + 2] - hertz) / (edges[b + 2] - edges[b + 1])));
        }).ToArray())];
    }
}
