using TorchSharp;
using static TorchSharp.torch;

namespace Conformance.TorchSharp.Tensors;

public class DisposeScopeTests
{
    [Fact]
    public void Scope_AtItsEnd_DisposesWhatWasMadeInside()
    {
        using Tensor outside = ones(2);
        Tensor inside, moved;
        using (DisposeScope scope = NewDisposeScope())
        {
            inside = outside + 1;
            moved = (inside * 2).MoveToOuterDisposeScope();
            Assert.True(scope.Contains(inside));
            Assert.False(scope.Contains(moved));
        }
        Assert.True(inside.IsInvalid);
        Assert.False(outside.IsInvalid);
        Assert.Equal([4, 4], moved.data<float>().ToArray());
        moved.Dispose();
    }

    [Fact]
    public void Tensor_UsedAfterDispose_ThrowsInvalidOperation()
    {
        Tensor x = ones(2);
        x.Dispose();
        x.Dispose(); // twice is harmless
        Assert.Throws<InvalidOperationException>(() => x + 1);
        Assert.Throws<InvalidOperationException>(() => x.shape);
        Assert.Throws<InvalidOperationException>(() => x.sum());
        Assert.Throws<InvalidOperationException>(() => x.data<float>());
    }

    [Fact]
    public void Scopes_Nested_MoveOneLevelAtATime()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor kept, dropped;
        using (DisposeScope inner = NewDisposeScope())
        {
            Assert.Same(inner, CurrentDisposeScope);
            kept = inner.MoveToOuter(ones(1));
            dropped = ones(1);
            Assert.Equal(1, inner.DisposablesCount);
        }
        Assert.Same(outer, CurrentDisposeScope);
        Assert.True(outer.Contains(kept));
        Assert.True(dropped.IsInvalid);
    }

    [Fact]
    public void DisposeEverythingBut_KeepsTheNamedOnes()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = ones(1), b = ones(1), c = ones(1);
        (Tensor first, Tensor second) = scope.DisposeEverythingBut(a, c);
        Assert.Same(a, first);
        Assert.Same(c, second);
        Assert.False(a.IsInvalid);
        Assert.True(b.IsInvalid);
        Assert.Equal(2, scope.DisposablesCount);
        scope.DisposeEverything();
        Assert.True(a.IsInvalid);
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void DetachAndAttach_TakeOutAndIn()
    {
        Tensor detached;
        using (DisposeScope scope = NewDisposeScope())
        {
            detached = scope.Detach(ones(1));
        }
        Assert.False(detached.IsInvalid);
        using (DisposeScope scope = NewDisposeScope())
        {
            scope.Attach(detached);
        }
        Assert.True(detached.IsInvalid);
    }

    [Fact]
    public void MoveToOtherDisposeScope_FollowsTheOtherTensor()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor owner = ones(1);
        using DisposeScope inner = NewDisposeScope();
        Tensor moved = ones(1).MoveToOtherDisposeScope(owner);
        Assert.True(outer.Contains(moved));
        Assert.Equal(0, inner.DisposablesCount);
    }

    [Fact]
    public void Statistics_CountCreatedAndDisposed()
    {
        ThreadDisposeScopeStatistics statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (NewDisposeScope())
        {
            _ = ones(1);
            ones(1).Dispose();
            ones(1).DetachFromDisposeScope().Dispose();
        }
        ones(1).Dispose();
        Assert.Equal(3, statistics.CreatedInScopeCount);
        Assert.Equal(2, statistics.DisposedInScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(2, statistics.DisposedOutsideScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void TrainingSteps_EachInAScope_LeaveNoTensor()
    {
        DisposeScopeManager.Statistics.Reset();
        using (Tensor w = ones([4, 3], requires_grad: true))
        {
            for (int step = 0; step < 20; step++)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor loss = ones(5, 4).mm(w).relu().square().mean();
                loss.backward();
                using (no_grad())
                {
                    w.sub_(w.grad! * 0.01);
                    w.grad!.zero_();
                }
            }
        }
        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void ScopeAndNoGrad_BelongToTheirThread()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradients = no_grad();
        bool hasScope = true, records = false;
        Tensor? made = null;
        var thread = new Thread(() =>
        {
            (hasScope, records) = (CurrentDisposeScope is not null, is_grad_enabled());
            made = ones(1);
        });
        thread.Start();
        thread.Join();
        Assert.False(hasScope);
        Assert.True(records);
        Assert.False(scope.Contains(made!));
        made!.Dispose();
    }

    [Fact]
    public void Threads_EachWithItsOwnGraph_AgreeWithOneThread()
    {
        float expected = Train(seed: 3);
        float[] results = new float[8];
        Thread[] threads = [.. Enumerable.Range(0, results.Length).Select(i => new Thread(() => results[i] = Train(seed: 3)))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }
        foreach (Thread thread in threads)
        {
            thread.Join();
        }
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    private static float Train(int seed)
    {
        var random = new Random(seed);
        using DisposeScope outer = NewDisposeScope();
        Tensor x = tensor(Enumerable.Range(0, 64).Select(_ => random.NextSingle()).ToArray(), [16, 4]);
        Tensor w = tensor(Enumerable.Range(0, 8).Select(_ => random.NextSingle()).ToArray(), [4, 2], requires_grad: true);
        float last = 0;
        for (int step = 0; step < 200; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor loss = (x.mm(w).tanh() - 0.5).square().mean();
            loss.backward();
            using (no_grad())
            {
                w.sub_(w.grad! * 0.1);
                w.grad!.zero_();
            }
            last = loss.item<float>();
        }
        return last;
    }
}
