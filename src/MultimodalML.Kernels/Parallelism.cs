using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace MultimodalML.Kernels;

/// <summary>Splits a range over a few waiting threads, for work of tens of microseconds, where Parallel.For costs more than it brings.</summary>
/// <remarks>
/// Every thread begins with its own share of the range, the same one from call to call, so that it finds in its cache what it wrote in the job before; then it takes what the others
/// have not begun, so a busy machine only makes it slower, never stuck. One range runs split at a time: a call from within a job, or while another thread's range is running, does all
/// its items on its own thread. The waiting threads spin for about a hundred microseconds after a job and then sleep. Allocates nothing once the threads are there.
/// </remarks>
internal static unsafe class Parallelism
{
    private const int SpinsBeforeSleep = 160; // longer than what a training step does on one thread between two ranges
    private const int Closed = -1;

    private static readonly Lock s_start = new();
    private static volatile Worker[]? s_workers;
    private static int s_threadCount = Environment.ProcessorCount;

    private static int s_busy; // 1 while a split range is running
    private static int s_joined = Closed; // threads working on the open range besides the caller
    private static delegate*<void*, int, int, void> s_run;
    private static void* s_job;
    private static Share[] s_shares = [];
    private static int s_shareCount;
    private static int s_count;
    private static int s_parts;
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
    /// <param name="grain">Items a thread takes at a time, or a few less. Choose it so that a part takes at least some ten microseconds; a range of one part stays on the caller's thread.</param>
    /// <param name="job">The work; it is not copied between threads, so it may hold pointers into pinned memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">count is negative or grain below 1.</exception>
    /// <remarks>The first exception of any part is thrown here, after all threads have left the range.</remarks>
    public static void For<TJob>(int count, int grain, TJob job)
        where TJob : struct, IRangeJob
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(grain, 1);

        if (count <= grain || s_threadCount == 1 || Volatile.Read(ref s_busy) != 0 || Interlocked.CompareExchange(ref s_busy, 1, 0) != 0)
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
            int threads = Math.Min(s_threadCount, ((count - 1) / grain) + 1), parts = (((count - 1) / grain / threads) + 1) * threads;
            parts = Math.Min(parts, count); // a few more than asked for, so that all shares are of the same number of parts and all parts as large
            int helpers = threads - 1; // the caller has the first share
            s_run = &RunPart<TJob>;
            s_job = Unsafe.AsPointer(ref job); // on this thread's stack, which stays until all threads have left
            (s_count, s_parts, s_error, s_shareCount) = (count, parts, null, helpers + 1);
            for (int i = 0; i <= helpers; i++)
            {
                (s_shares[i].Next, s_shares[i].End) = (i * parts / threads, (i + 1) * parts / threads);
            }
            Volatile.Write(ref s_joined, 0);
            Interlocked.MemoryBarrier();
            for (int i = 0; i < helpers; i++)
            {
                workers[i].Wake();
            }

            TakeParts(0);
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

    /// <summary>Works on a share, then on what is left of the others.</summary>
    private static void TakeParts(int own)
    {
        for (int i = 0; i < s_shareCount; i++)
        {
            ref Share share = ref s_shares[(own + i) % s_shareCount];
            while (share.TryTake(out int part))
            {
                try
                {
                    s_run(s_job, FirstOf(part), FirstOf(part + 1));
                }
                catch (Exception error)
                {
                    Interlocked.CompareExchange(ref s_error, error, null);
                    for (int j = 0; j < s_shareCount; j++) // the rest of the range is not begun
                    {
                        Volatile.Write(ref s_shares[j].Next, s_shares[j].End);
                    }
                }
            }
        }
    }

    private static int FirstOf(int part) => (int)((long)part * s_count / s_parts);

    /// <summary>Works on the open range, if there is one that has a share for this thread.</summary>
    private static bool TryJoin(int number)
    {
        int joined = Volatile.Read(ref s_joined);
        if (joined == Closed || number >= s_shareCount || s_shares[number].IsTaken || Interlocked.CompareExchange(ref s_joined, joined + 1, joined) != joined)
        {
            return false;
        }

        TakeParts(number);
        Interlocked.Decrement(ref s_joined);
        return true;
    }

    private static Worker[] Start()
    {
        lock (s_start)
        {
            s_shares = s_workers is null ? new Share[Environment.ProcessorCount] : s_shares;
            return s_workers ??= [.. Enumerable.Range(1, Environment.ProcessorCount - 1).Select(i => new Worker(i))];
        }
    }

    /// <summary>Parts that are one thread's to begin with; on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Share
    {
        [FieldOffset(0)]
        public int Next;

        [FieldOffset(4)]
        public int End;

        public readonly bool IsTaken => Volatile.Read(in Next) >= End;

        public bool TryTake(out int part)
        {
            part = IsTaken ? End : Interlocked.Increment(ref Next) - 1;
            return part < End;
        }
    }

    private sealed class Worker
    {
        private readonly object _gate = new();
        private readonly int _number;
        private int _asleep;

        public Worker(int number)
        {
            _number = number;
            new Thread(Loop) { IsBackground = true, Name = $"MultimodalML.Kernels {number}" }.Start();
        }

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
                    if (TryJoin(_number))
                    {
                        spins = 0;
                    }
                    Thread.SpinWait(20);
                }

                Interlocked.Exchange(ref _asleep, 1);
                if (TryJoin(_number)) // a range opened between the last look and falling asleep
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
