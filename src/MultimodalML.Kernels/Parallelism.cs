using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace MultimodalML.Kernels;

/// <summary>Splits a range over a few waiting threads, for work of tens of microseconds, where Parallel.For costs more than it brings.</summary>
/// <remarks>
/// The calling thread works too and takes whatever the others have not begun, so a busy machine only makes it slower, never stuck. One range runs split at a time:
/// a call from within a job, or while another thread's range is running, does all its items on its own thread. The waiting threads spin for some microseconds after a job
/// and then sleep. Allocates nothing once the threads are there.
/// </remarks>
internal static unsafe class Parallelism
{
    private const int SpinsBeforeSleep = 40;
    private const int Closed = -1;

    private static readonly Lock s_start = new();
    private static volatile Worker[]? s_workers;
    private static int s_threadCount = Environment.ProcessorCount;

    private static int s_busy; // 1 while a split range is running
    private static int s_joined = Closed; // threads working on the open range besides the caller
    private static delegate*<void*, int, int, void> s_run;
    private static void* s_job;
    private static int s_next;
    private static int s_count;
    private static int s_grain;
    private static Exception? s_error;

    /// <summary>Threads that share a range, the caller's among them. At first the number of processors.</summary>
    public static int ThreadCount
    {
        get => s_threadCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            s_threadCount = Math.Min(value, Environment.ProcessorCount);
        }
    }

    /// <summary>Runs <paramref name="job"/> over [0, count) in parts of <paramref name="grain"/> items, and returns when all are done.</summary>
    /// <param name="count">Items; none is fine.</param>
    /// <param name="grain">Items a thread takes at a time. Choose it so that a part takes at least some ten microseconds; a range of one part stays on the caller's thread.</param>
    /// <param name="job">The work; it is not copied between threads, so it may hold pointers into pinned memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">count is negative or grain below 1.</exception>
    /// <remarks>The first exception of any part is thrown here, after all threads have left the range.</remarks>
    public static void For<TJob>(int count, int grain, TJob job)
        where TJob : struct, IRangeJob
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(grain, 1);

        if (count <= grain || s_threadCount == 1 || Interlocked.CompareExchange(ref s_busy, 1, 0) != 0)
        {
            if (count > 0)
            {
                job.Run(0, count);
            }
            return;
        }

        try
        {
            Worker[] workers = s_workers ?? Start();
            int helpers = Math.Min(s_threadCount - 1, ((count - 1) / grain)); // the caller takes one part itself
            s_run = &RunPart<TJob>;
            s_job = Unsafe.AsPointer(ref job); // on this thread's stack, which stays until all threads have left
            (s_next, s_count, s_grain, s_error) = (0, count, grain, null);
            Volatile.Write(ref s_joined, 0);
            Interlocked.MemoryBarrier();
            for (int i = 0; i < helpers; i++)
            {
                workers[i].Wake();
            }

            TakeParts();
            var wait = new SpinWait();
            while (Interlocked.CompareExchange(ref s_joined, Closed, 0) != 0)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            Exception? error = s_error;
            s_error = null;
            if (error != null)
            {
                ExceptionDispatchInfo.Throw(error);
            }
        }
        finally
        {
            Volatile.Write(ref s_busy, 0);
        }
    }

    private static void RunPart<TJob>(void* job, int from, int to)
        where TJob : struct, IRangeJob => Unsafe.AsRef<TJob>(job).Run(from, to);

    private static void TakeParts()
    {
        while (true)
        {
            int from = Interlocked.Add(ref s_next, s_grain) - s_grain;
            if (from >= s_count || from < 0)
            {
                return;
            }

            try
            {
                s_run(s_job, from, from + Math.Min(s_grain, s_count - from));
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref s_error, error, null);
                Volatile.Write(ref s_next, s_count); // the rest of the range is not begun
            }
        }
    }

    /// <summary>Works on the open range, if there is one with items left.</summary>
    private static bool TryJoin()
    {
        int joined = Volatile.Read(ref s_joined);
        if (joined == Closed || Volatile.Read(ref s_next) >= s_count || Interlocked.CompareExchange(ref s_joined, joined + 1, joined) != joined)
        {
            return false;
        }

        TakeParts();
        Interlocked.Decrement(ref s_joined);
        return true;
    }

    private static Worker[] Start()
    {
        lock (s_start)
        {
            return s_workers ??= [.. Enumerable.Range(1, Environment.ProcessorCount - 1).Select(i => new Worker($"MultimodalML.Kernels {i}"))];
        }
    }

    private sealed class Worker
    {
        private readonly object _gate = new();
        private int _asleep;

        public Worker(string name) => new Thread(Loop) { IsBackground = true, Name = name }.Start();

        public void Wake()
        {
            if (Interlocked.Exchange(ref _asleep, 0) == 1)
            {
                lock (_gate)
                {
                    Monitor.Pulse(_gate);
                }
            }
        }

        private void Loop()
        {
            while (true)
            {
                for (int spins = 0; spins < SpinsBeforeSleep; spins++)
                {
                    if (TryJoin())
                    {
                        spins = 0;
                    }
                    Thread.SpinWait(20);
                }

                Interlocked.Exchange(ref _asleep, 1);
                if (TryJoin()) // a range opened between the last look and falling asleep
                {
                    Volatile.Write(ref _asleep, 0);
                }
                lock (_gate)
                {
                    while (Volatile.Read(ref _asleep) == 1)
                    {
                        Monitor.Wait(_gate);
                    }
                }
            }
        }
    }
}
