using System.Collections.Concurrent;

namespace Microsoft.ML.Data;

/// <summary>Reads a cursor ahead on a thread of its own, into blocks that go back and forth.</summary>
internal sealed class CursorReader : IDisposable
{
    private const int BlockCount = 8;
    private readonly BlockingCollection<RowBlock> _filled = new(BlockCount);
    private readonly BlockingCollection<RowBlock> _free = new(BlockCount);
    private readonly DataViewRowCursor _cursor;
    private readonly Task _task;
    private RowBlock? _head;

    public CursorReader(DataViewRowCursor cursor, bool[] isActive, CancellationToken cancellation)
    {
        _cursor = cursor;
        for (int i = 0; i < BlockCount; i++)
        {
            _free.Add(new RowBlock(cursor, isActive), cancellation);
        }

        _task = Task.Factory.StartNew(() => Read(cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The next block, or null after the last; waits until it is known.</summary>
    public RowBlock? Peek()
    {
        if (_head is null && !_filled.TryTake(out _head, Timeout.Infinite))
        {
            _task.GetAwaiter().GetResult(); // throws what stopped the thread
        }

        return _head;
    }

    public RowBlock Take()
    {
        RowBlock taken = Peek()!;
        _head = null;
        return taken;
    }

    public void GiveBack(RowBlock block) => _free.Add(block);

    public void Dispose()
    {
        try
        {
            _task.Wait();
        }
        catch (AggregateException)
        {
            // Cancelled, or what stopped it has been thrown by Peek.
        }

        _cursor.Dispose();
        _filled.Dispose();
        _free.Dispose();
    }

    private void Read(CancellationToken cancellation)
    {
        try
        {
            bool hasRow = _cursor.MoveNext();
            while (hasRow)
            {
                RowBlock block = _free.Take(cancellation);
                hasRow = block.Fill(_cursor);
                _filled.Add(block, cancellation);
            }
        }
        finally
        {
            _filled.CompleteAdding();
        }
    }
}
