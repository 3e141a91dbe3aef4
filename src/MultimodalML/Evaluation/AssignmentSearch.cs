using System.Numerics;
using System.Runtime.InteropServices;

namespace MultimodalML.Evaluation;

/// <summary>The search of <see cref="LinearAssignment"/>, for at most as many rows as columns. Prices stay such that cost − row price − column price is 0 for chosen pairs and never negative.</summary>
internal sealed class AssignmentSearch(double[] costs, int rows, int columns)
{
    private readonly double[] _rowPrices = new double[rows];
    private readonly double[] _columnPrices = new double[columns]; // 0 for columns that are free, never above
    private readonly int[] _columnOf = new int[rows];
    private readonly int[] _rowOf = new int[columns];

    // of one augmenting path
    private readonly double[] _distances = new double[columns]; // of the columns still open; infinite once closed
    private readonly double[] _openPrices = new double[columns]; // −infinite once closed, so that no distance gets below
    private readonly long[] _before = new long[columns]; // the row from which a column is reached; as wide as a distance, for the vectors' sake
    private readonly List<(int Column, double Distance)> _closed = [];

    public int[] Run()
    {
        Array.Fill(_columnOf, -1);
        Array.Fill(_rowOf, -1);
        foreach (int row in Bid())
        {
            Augment(row);
        }

        return _columnOf;
    }

    /// <summary>Rows bid for columns; gives the rows that end without one.</summary>
    private List<int> Bid()
    {
        var left = new List<int>();
        var waiting = new Stack<int>(Enumerable.Range(0, rows).Reverse());
        for (int bids = 0; waiting.TryPop(out int row); bids++)
        {
            if (bids >= 4 * rows) // bids that only raise prices by crumbs
            {
                left.Add(row);
                continue;
            }

            (int best, double least, int second, double next) = TwoCheapest(row);
            bool tie = least == next;
            int column = tie && _rowOf[best] >= 0 ? second : best;
            if (!tie && second >= 0)
            {
                _columnPrices[best] -= next - least;
            }

            _rowPrices[row] = second >= 0 ? next : least;
            int former = _rowOf[column];
            (_columnOf[row], _rowOf[column]) = (column, row);
            if (former >= 0)
            {
                _columnOf[former] = -1;
                if (tie)
                {
                    left.Add(former);
                }
                else
                {
                    waiting.Push(former);
                }
            }
        }

        return left;
    }

    private (int Best, double Least, int Second, double Next) TwoCheapest(int row)
    {
        ReadOnlySpan<double> own = costs.AsSpan(row * columns, columns);
        (int best, int second, double least, double next) = (-1, -1, double.PositiveInfinity, double.PositiveInfinity);
        for (int j = 0; j < own.Length; j++)
        {
            double cost = own[j] - _columnPrices[j];
            if (cost < next)
            {
                (second, next) = (j, cost);
                if (cost < least)
                {
                    (best, least, second, next) = (j, cost, best, least);
                }
            }
        }

        return (best, least, second, next);
    }

    /// <summary>Gives a row its column along the shortest path that ends in a free one; rows on the way move over.</summary>
    private void Augment(int start)
    {
        Array.Fill(_distances, double.PositiveInfinity);
        _columnPrices.CopyTo(_openPrices, 0);
        _closed.Clear();
        int row = start, end = -1;
        double length = 0;
        while (end < 0)
        {
            length = Relax(row, length - _rowPrices[row]);
            int column = Nearest(length);
            _closed.Add((column, length));
            (_distances[column], _openPrices[column]) = (double.PositiveInfinity, double.NegativeInfinity);
            row = _rowOf[column];
            end = row < 0 ? column : -1;
        }

        _rowPrices[start] += length;
        foreach ((int column, double distance) in _closed)
        {
            _columnPrices[column] -= length - distance;
            if (_rowOf[column] >= 0)
            {
                _rowPrices[_rowOf[column]] += length - distance;
            }
        }

        do
        {
            row = (int)_before[end];
            _rowOf[end] = row;
            (_columnOf[row], end) = (end, _columnOf[row]);
        }
        while (row != start);
    }

    /// <summary>Shortens the distances by the ways over a row; gives the least distance of the open columns.</summary>
    private double Relax(int row, double way)
    {
        ReadOnlySpan<double> own = costs.AsSpan(row * columns, columns);
        Span<Vector<double>> distances = MemoryMarshal.Cast<double, Vector<double>>(_distances.AsSpan());
        Span<Vector<long>> before = MemoryMarshal.Cast<long, Vector<long>>(_before.AsSpan());
        ReadOnlySpan<Vector<double>> prices = MemoryMarshal.Cast<double, Vector<double>>(_openPrices), ownVectors = MemoryMarshal.Cast<double, Vector<double>>(own);
        (var ways, var rowVector, var least) = (new Vector<double>(way), new Vector<long>(row), new Vector<double>(double.PositiveInfinity));
        for (int j = 0; j < ownVectors.Length; j++)
        {
            Vector<double> distance = ways + ownVectors[j] - prices[j];
            Vector<long> shorter = Vector.LessThan(distance, distances[j]);
            distances[j] = Vector.ConditionalSelect(shorter, distance, distances[j]);
            before[j] = Vector.ConditionalSelect(shorter, rowVector, before[j]);
            least = Vector.Min(least, distances[j]);
        }

        double result = double.PositiveInfinity;
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            result = Math.Min(result, least[lane]);
        }

        for (int j = ownVectors.Length * Vector<double>.Count; j < own.Length; j++)
        {
            double distance = way + own[j] - _openPrices[j];
            if (distance < _distances[j])
            {
                (_distances[j], _before[j]) = (distance, row);
            }

            result = Math.Min(result, _distances[j]);
        }

        return result;
    }

    /// <summary>An open column at a distance: a free one where there is one, because it ends the path.</summary>
    private int Nearest(double distance)
    {
        int nearest = -1;
        for (int j = 0; j < columns; j++)
        {
            if (_distances[j] == distance)
            {
                nearest = j;
                if (_rowOf[j] < 0)
                {
                    break;
                }
            }
        }

        return nearest;
    }
}
