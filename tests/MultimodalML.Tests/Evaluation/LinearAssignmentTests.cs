using MultimodalML.Evaluation;

namespace MultimodalML.Tests.Evaluation;

public class LinearAssignmentTests
{
    [Fact]
    public void Solve_HandWorked()
    {
        double[] costs = [4, 1, 3, 2, 0, 5, 3, 2, 2];

        Assert.Equal([1, 0, 2], LinearAssignment.Solve(costs, 3, 3)); // 1 + 2 + 2; the greedy choice of 0 would cost 6
        Assert.Equal([0, 2, 1], LinearAssignment.Solve(costs, 3, 3, maximize: true)); // 4 + 5 + 2
    }

    // costs: Draws.Numbers(seed, rows · columns, 1000) − 300; expected: scipy.optimize.linear_sum_assignment 1.10
    [Theory]
    [InlineData(11, 6, 6, -621, 2748)]
    [InlineData(12, 5, 9, -903, 3026)]
    [InlineData(13, 9, 5, -1023, 3159)]
    [InlineData(14, 1, 7, -68, 612)]
    [InlineData(15, 7, 1, -102, 574)]
    [InlineData(16, 40, 60, -11330, 27093)]
    [InlineData(17, 60, 40, -11215, 27037)]
    [InlineData(18, 120, 120, -34241, 82312)]
    public void Solve_RandomCosts_AgreesWithScipy(int seed, int rows, int columns, double least, double most)
    {
        double[] costs = [.. Draws.Numbers(seed, rows * columns, 1000).Select(value => value - 300.0)];

        Assert.Equal(least, Sum(costs, rows, columns, LinearAssignment.Solve(costs, rows, columns)));
        Assert.Equal(most, Sum(costs, rows, columns, LinearAssignment.Solve(costs, rows, columns, maximize: true)));
    }

    [Fact]
    public void Solve_SmallCosts_AgreesWithAllPermutations()
    {
        var random = new Random(3);
        for (int round = 0; round < 300; round++)
        {
            (int rows, int columns) = (random.Next(1, 6), random.Next(1, 6));
            double[] costs = [.. Enumerable.Range(0, rows * columns).Select(_ => round % 2 == 0 ? random.Next(-2, 3) : random.NextDouble())]; // many ties, or none

            Assert.Equal(LeastOfAll(costs, rows, columns), Sum(costs, rows, columns, LinearAssignment.Solve(costs, rows, columns)), tolerance: 1e-12);
        }
    }

    [Fact]
    public void Solve_Counts_ManyRowsAndMostlyZero_IsOptimalByItsPrices()
    {
        const int n = 700; // a permutation that is hidden under noise: its value is a lower bound, n times the largest count an upper one
        double[] gains = new double[n * n];
        int[] noise = Draws.Numbers(5, 4 * n, n * n);
        foreach (int cell in noise)
        {
            gains[cell] += 1;
        }

        for (int i = 0; i < n; i++)
        {
            gains[(i * n) + ((i * 11) % n)] += 9;
        }

        int[] columns = LinearAssignment.Solve(gains, n, n, maximize: true);

        Assert.Equal(Enumerable.Range(0, n).Select(i => (i * 11) % n), columns);
    }

    [Fact]
    public void Solve_NothingToPair_LeavesRowsOver()
    {
        Assert.Empty(LinearAssignment.Solve([], 0, 0));
        Assert.Empty(LinearAssignment.Solve([], 0, 3));
        Assert.Equal([-1, -1], LinearAssignment.Solve([], 2, 0));
        Assert.Equal([0], LinearAssignment.Solve([5], 1, 1));
        Assert.Equal([-1, 0, -1], LinearAssignment.Solve([3, 1, 2], 3, 1));
    }

    [Fact]
    public void Solve_BadInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => LinearAssignment.Solve([1, 2, 3], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearAssignment.Solve([], -1, 2));
        ArgumentException error = Assert.Throws<ArgumentException>(() => LinearAssignment.Solve([1, 2, double.NaN, 4], 2, 2));
        Assert.Contains("row 1, column 0", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LinearAssignment.Solve([1, double.PositiveInfinity], 1, 2));
    }

    /// <summary>The sum of the chosen costs, after checking that as many pairs as possible were made and no column twice.</summary>
    private static double Sum(double[] costs, int rows, int columns, int[] columnOf)
    {
        int[] chosen = [.. columnOf.Where(column => column >= 0)];
        Assert.Equal(rows, columnOf.Length);
        Assert.Equal(Math.Min(rows, columns), chosen.Length);
        Assert.Equal(chosen.Length, chosen.Distinct().Count());
        return columnOf.Select((column, row) => column < 0 ? 0 : costs[(row * columns) + column]).Sum();
    }

    private static double LeastOfAll(double[] costs, int rows, int columns)
    {
        return Least(0, 0, Math.Max(0, rows - columns));

        double Least(int row, int used, int skips)
        {
            if (row == rows)
            {
                return 0;
            }

            double least = skips > 0 ? Least(row + 1, used, skips - 1) : double.PositiveInfinity;
            for (int column = 0; column < columns; column++)
            {
                if ((used & (1 << column)) == 0)
                {
                    least = Math.Min(least, costs[(row * columns) + column] + Least(row + 1, used | (1 << column), skips));
                }
            }

            return least;
        }
    }
}
