namespace MultimodalML.Kernels.Tests;

public class ParallelismTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(7, 3)]
    [InlineData(1000, 1)]
    [InlineData(1000, 999)]
    [InlineData(1000, 1000)]
    public void For_AnyRange_VisitsEveryItemOnce(int count, int grain)
    {
        int[] visits = new int[count];
        for (int round = 1; round <= 50; round++)
        {
            Parallelism.For(count, grain, new CountJob { Visits = visits });
            Assert.All(visits, v => Assert.Equal(round, v));
        }
    }

    [Fact]
    public void For_JobThrows_RethrowsAndGoesOnWorking()
    {
        for (int round = 0; round < 20; round++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => Parallelism.For(100, 1, new ThrowingJob { At = round * 5 }));
            Assert.Equal($"item {round * 5}", error.Message);
        }
        int[] visits = new int[100];
        Parallelism.For(100, 1, new CountJob { Visits = visits });
        Assert.All(visits, v => Assert.Equal(1, v));
    }

    [Fact]
    public void For_WithinAJob_RunsInline()
    {
        int[] visits = new int[40 * 40];
        Parallelism.For(40, 1, new NestedJob { Visits = visits });
        Assert.All(visits, v => Assert.Equal(1, v));
    }

    [Fact]
    public void For_FromManyThreads_AllFinish()
    {
        int[][] visits = [.. Enumerable.Range(0, 8).Select(_ => new int[500])];
        Thread[] threads = [.. visits.Select(v => new Thread(() =>
        {
            for (int round = 0; round < 200; round++)
            {
                Parallelism.For(v.Length, 10, new CountJob { Visits = v });
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }
        foreach (Thread thread in threads)
        {
            thread.Join();
        }
        Assert.All(visits, v => Assert.All(v, count => Assert.Equal(200, count)));
    }

    [Fact]
    public void For_SteadyState_AllocatesNothing()
    {
        int[] visits = new int[1000];
        Parallelism.For(visits.Length, 10, new CountJob { Visits = visits });
        long before = GC.GetAllocatedBytesForCurrentThread();
        Parallelism.For(visits.Length, 10, new CountJob { Visits = visits });
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void For_BadSizes_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.For(-1, 1, default(ThrowingJob)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.For(1, 0, default(ThrowingJob)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.ThreadCount = 0);
    }

    private struct CountJob : IRangeJob
    {
        public int[] Visits;

        public readonly void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                Interlocked.Increment(ref Visits[i]);
            }
        }
    }

    private struct NestedJob : IRangeJob
    {
        public int[] Visits;

        public readonly void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                Parallelism.For(40, 1, new OffsetJob { Visits = Visits, Offset = 40 * i });
            }
        }
    }

    private struct OffsetJob : IRangeJob
    {
        public int[] Visits;
        public int Offset;

        public readonly void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                Interlocked.Increment(ref Visits[Offset + i]);
            }
        }
    }

    private struct ThrowingJob : IRangeJob
    {
        public int At;

        public readonly void Run(int from, int to)
        {
            if (from <= At && At < to)
            {
                throw new InvalidOperationException($"item {At}");
            }
        }
    }
}
