using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Disposes the tensors made on its thread while it is the innermost scope, except those moved out or detached.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private List<Tensor>? _tensors;

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        Outer = manager.Current;
        _tensors = manager.TakeList();
    }

    internal DisposeScope? Outer { get; set; }

    public IReadOnlyList<IDisposable> DisposablesView => [.. Tensors];

    public int DisposablesCount => Tensors.Count;

    private List<Tensor> Tensors
    {
        get
        {
            ObjectDisposedException.ThrowIf(_tensors is null, this);
            return _tensors;
        }
    }

    public bool Contains(IDisposable disposable) => disposable is Tensor tensor && tensor.OwningScope == this;

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(Outer, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(Outer, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        ObjectDisposedException.ThrowIf(_tensors is null, this);
        if (scope is null)
        {
            return Detach(disposable);
        }
        if (disposable is Tensor tensor && tensor.OwningScope == this && scope != this)
        {
            Remove(tensor);
            scope.Add(tensor);
        }
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable => (MoveToOther(scope, first), MoveToOther(scope, second));

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables)
        {
            MoveToOther(scope, disposable);
        }
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        ObjectDisposedException.ThrowIf(_tensors is null, this);
        if (disposable is Tensor tensor && tensor.OwningScope == this)
        {
            Remove(tensor);
            _manager.StatisticsOfThread.TensorStatistics.DetachedFromScopeCount++;
        }
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable => (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables)
        {
            Detach(disposable);
        }
    }

    public void Attach(IDisposable disposable) => Attach([disposable]);

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        ObjectDisposedException.ThrowIf(_tensors is null, this);
        List<IDisposable> attached = [.. disposables];
        foreach (IDisposable disposable in attached)
        {
            if (disposable is not Tensor tensor)
            {
                throw new InvalidOperationException("DisposeScope can only manage Tensor or PackedSequence");
            }
            if (!tensor.IsInvalid && tensor.OwningScope != this)
            {
                tensor.OwningScope?.Remove(tensor);
                Add(tensor);
                _manager.StatisticsOfThread.TensorStatistics.AttachedToScopeCount++;
            }
        }
        return attached;
    }

    public void DisposeEverything() => DisposeEverythingBut(Array.Empty<IDisposable>());

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        List<Tensor> tensors = Tensors;
        HashSet<IDisposable>? kept = inKeep is IDisposable[] { Length: 0 } ? null : new(inKeep, ReferenceEqualityComparer.Instance);
        for (int i = tensors.Count - 1; i >= 0; i--) // a disposal moves the last tensor, already seen, into the gap
        {
            if (kept is null || !kept.Contains(tensors[i]))
            {
                tensors[i].Dispose();
            }
        }
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    /// <summary>Takes an object out without disposing it.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        ObjectDisposedException.ThrowIf(_tensors is null, this);
        if (disposable is Tensor tensor && tensor.OwningScope == this)
        {
            Remove(tensor);
        }
    }

    public void Dispose()
    {
        if (_tensors is not { } tensors)
        {
            return;
        }
        DisposeEverything();
        _manager.Close(this);
        _tensors = null;
        _manager.ReturnList(tensors);
    }

    internal void Add(Tensor tensor)
    {
        List<Tensor> tensors = Tensors;
        tensor.Lease.PlaceIn(this, tensors.Count);
        tensors.Add(tensor);
    }

    internal void Remove(Tensor tensor)
    {
        List<Tensor> tensors = Tensors;
        Tensor last = tensors[^1];
        int index = tensor.Lease.IndexInScope;
        tensors[index] = last;
        last.Lease.PlaceIn(this, index);
        tensors.RemoveAt(tensors.Count - 1);
        tensor.Lease.PlaceIn(null, 0);
    }
}
