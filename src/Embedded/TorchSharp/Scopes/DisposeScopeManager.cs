namespace TorchSharp;

/// <summary>A thread's stack of dispose scopes.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? t_instance;

    private readonly Stack<List<torch.Tensor>> _spareLists = new(); // of closed scopes: the next ones start with their capacity

    public static ThreadDisposeScopeStatistics Statistics => OfThread.StatisticsOfThread;

    internal static DisposeScopeManager OfThread => t_instance ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics StatisticsOfThread { get; } = new();

    internal DisposeScope? Current { get; private set; }

    internal DisposeScope Open() => Current = new DisposeScope(this);

    internal List<torch.Tensor> TakeList() => _spareLists.TryPop(out List<torch.Tensor>? list) ? list : [];

    internal void ReturnList(List<torch.Tensor> empty) => _spareLists.Push(empty);

    internal void Register(torch.Tensor tensor)
    {
        if (Current is null)
        {
            StatisticsOfThread.TensorStatistics.CreatedOutsideScopeCount++;
        }
        else
        {
            StatisticsOfThread.TensorStatistics.CreatedInScopeCount++;
            Current.Add(tensor);
        }
    }

    internal void CountDisposal(bool inScope)
    {
        if (inScope)
        {
            StatisticsOfThread.TensorStatistics.DisposedInScopeCount++;
        }
        else
        {
            StatisticsOfThread.TensorStatistics.DisposedOutsideScopeCount++;
        }
    }

    internal void Close(DisposeScope scope)
    {
        if (Current == scope)
        {
            Current = scope.Outer;
            return;
        }
        for (DisposeScope? inner = Current; inner is not null; inner = inner.Outer) // closed out of order
        {
            if (inner.Outer == scope)
            {
                inner.Outer = scope.Outer;
                return;
            }
        }
    }
}
