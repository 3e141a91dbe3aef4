using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MultimodalML.Kernels;

/// <summary>Winner-take-all codes: for each permutation the place of the largest among its first entries.</summary>
/// <remarks>Of equal entries the first wins; NaN counts as −∞. Source: Yagnik et al., "The Power of Comparative Reasoning", ICCV 2011, algorithm 1.</remarks>
internal static class WtaHash
{
    /// <summary>The codes of every row of a dense matrix.</summary>
    /// <param name="rows">Rows of values and codes.</param>
    /// <param name="length">Values in a row.</param>
    /// <param name="values">[rows, length].</param>
    /// <param name="windows">[codes per row, windowSize]: the first windowSize entries of each permutation, indices below length.</param>
    /// <param name="windowSize">1 to 256.</param>
    /// <param name="codes">[rows, codes per row], each 0 to windowSize − 1.</param>
    /// <exception cref="ArgumentException">A span is too short, windows is no multiple of windowSize or an entry of it is no index of a value.</exception>
    public static void Compute(int rows, int length, ReadOnlySpan<float> values, ReadOnlySpan<int> windows, int windowSize, Span<byte> codes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(windowSize, 256);
        if (windows.Length % windowSize != 0)
        {
            throw new ArgumentException($"windows has {windows.Length} entries; that is no multiple of the window size {windowSize}.", nameof(windows));
        }
        int codeCount = windows.Length / windowSize;
        MatrixSpan.Check(values.Length, rows, length, "values", nameof(values));
        MatrixSpan.Check(codes.Length, rows, codeCount, "codes", nameof(codes));
        foreach (int entry in windows)
        {
            if ((uint)entry >= (uint)length)
            {
                throw new ArgumentException($"windows holds {entry}; entries are indices of the {length} values of a row.", nameof(windows));
            }
        }

        int row = 0;
        if (rows >= Vector<float>.Count)
        {
            // as many rows side by side as a vector has places: entry p of all of them is one vector
            Vector<float>[] columns = ArrayPool<Vector<float>>.Shared.Rent(length);
            for (; row <= rows - Vector<float>.Count; row += Vector<float>.Count)
            {
                SideBySide(length, values.Slice(row * length, Vector<float>.Count * length), columns);
                ComputeColumns(columns, windows, windowSize, codes.Slice(row * codeCount, Vector<float>.Count * codeCount));
            }
            ArrayPool<Vector<float>>.Shared.Return(columns);
        }
        for (; row < rows; row++)
        {
            ComputeRow(values.Slice(row * length, length), windows, windowSize, codes.Slice(row * codeCount, codeCount));
        }
    }

    private static void SideBySide(int length, ReadOnlySpan<float> values, Span<Vector<float>> columns)
    {
        Span<float> target = MemoryMarshal.Cast<Vector<float>, float>(columns);
        for (int i = 0; i < Vector<float>.Count; i++)
        {
            ReadOnlySpan<float> row = values.Slice(i * length, length);
            for (int p = 0; p < row.Length; p++)
            {
                target[(p * Vector<float>.Count) + i] = Number(row[p]);
            }
        }
    }

    private static void ComputeColumns(ReadOnlySpan<Vector<float>> columns, ReadOnlySpan<int> windows, int windowSize, Span<byte> codes)
    {
        int codeCount = windows.Length / windowSize;
        for (int code = 0; code < codeCount; code++)
        {
            ReadOnlySpan<int> window = windows.Slice(code * windowSize, windowSize);
            Vector<float> best = columns[window[0]];
            Vector<int> winner = Vector<int>.Zero;
            for (int place = 1; place < window.Length; place++)
            {
                Vector<float> value = columns[window[place]];
                Vector<int> larger = Vector.GreaterThan(value, best);
                best = Vector.ConditionalSelect(larger, value, best);
                winner = Vector.ConditionalSelect(larger, new Vector<int>(place), winner);
            }
            for (int i = 0; i < Vector<int>.Count; i++)
            {
                codes[(i * codeCount) + code] = (byte)winner[i];
            }
        }
    }

    private static void ComputeRow(ReadOnlySpan<float> values, ReadOnlySpan<int> windows, int windowSize, Span<byte> codes)
    {
        for (int code = 0; code < codes.Length; code++)
        {
            ReadOnlySpan<int> window = windows.Slice(code * windowSize, windowSize);
            (float best, int winner) = (Number(values[window[0]]), 0);
            for (int place = 1; place < window.Length; place++)
            {
                float value = Number(values[window[place]]);
                if (value > best)
                {
                    (best, winner) = (value, place);
                }
            }
            codes[code] = (byte)winner;
        }
    }

    private static float Number(float value) => float.IsNaN(value) ? float.NegativeInfinity : value;
}
