namespace TorchSharp;

/// <summary>An operation on the way back: it holds what its gradient needs and hands the gradient to what made its inputs.</summary>
/// <remarks>
/// Derive from <see cref="Node{TSelf}"/>. References are counted as in <see cref="TensorData"/>: a result owns its node, a node owns the nodes of its inputs.
/// Nodes come from per-thread pools, so a training step makes no garbage here.
/// </remarks>
internal abstract class Node
{
    /// <summary>Index of the first input that came as a list.</summary>
    protected const int FirstListed = 3;

    private static long s_created;

    [ThreadStatic]
    private static Node? t_unreferenced;

    [ThreadStatic]
    private static bool t_isRecycling;

    private int _references;
    private Node?[] _more = [];
    private int _moreCount;
    private Node? _nextUnreferenced;

    /// <summary>Numbers nodes in the order in which they were made, leaves 0: an input's node always has a smaller number than the node that uses it.</summary>
    internal long Sequence { get; private protected set; }

    /// <summary>The backward pass that reached this node last.</summary>
    internal long Pass { get; set; }

    /// <summary>Sum of the gradients that came from the users of the result, during a backward pass.</summary>
    internal TensorData? Gradient { get; private set; }

    /// <summary>The result that keeps its gradient (<c>retain_grad</c>); not counted: it resets this when it goes.</summary>
    internal TensorData? Retainer { get; set; }

    /// <summary>Whether the result is a window on its input's memory.</summary>
    internal virtual bool IsView => false;

    /// <summary>What made the first input; null where no gradient is wanted.</summary>
    protected Node? Input0 { get; private set; }

    protected Node? Input1 { get; private set; }

    protected Node? Input2 { get; private set; }

    internal int InputCount => FirstListed + _moreCount;

    internal Node? Input(int index) => index switch
    {
        0 => Input0,
        1 => Input1,
        2 => Input2,
        _ => _more[index - FirstListed],
    };

    /// <summary>Computes the inputs' gradients and passes each on with <see cref="Accumulate"/>. Does not own <paramref name="gradient"/>.</summary>
    protected abstract void Backward(TensorData gradient);

    /// <summary>Gives up the saved values: after a backward pass that does not keep the graph, and with the node.</summary>
    protected virtual void ReleaseSaved()
    {
    }

    /// <summary>Gives up what is needed to the node's very end.</summary>
    protected virtual void End()
    {
    }

    protected abstract void ReturnToPool();

    /// <summary>Gives up one reference. A chain of nodes is taken apart in a loop, not by recursion: it can be long.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0)
        {
            return;
        }
        _nextUnreferenced = t_unreferenced;
        t_unreferenced = this;
        if (t_isRecycling)
        {
            return;
        }
        t_isRecycling = true;
        while (t_unreferenced is { } node)
        {
            t_unreferenced = node._nextUnreferenced;
            node._nextUnreferenced = null;
            node.Recycle();
        }
        t_isRecycling = false;
    }

    internal Node AddReference()
    {
        Interlocked.Increment(ref _references);
        return this;
    }

    internal void Start()
    {
        _references = 1;
        Sequence = Interlocked.Increment(ref s_created);
    }

    internal void Run(TensorData gradient, bool retainGraph)
    {
        Backward(gradient);
        if (!retainGraph)
        {
            ReleaseSaved();
        }
    }

    /// <summary>The gradient gathered so far; the caller owns it from here on.</summary>
    internal TensorData? TakeGradient()
    {
        TensorData? gradient = Gradient;
        Gradient = null;
        return gradient;
    }

    /// <summary>Adds to the gradient of this node's result. Takes over the caller's reference.</summary>
    internal virtual void Accumulate(TensorData gradient)
    {
        if (Gradient is null)
        {
            Gradient = gradient;
        }
        else
        {
            Gradient = GradientSum.Add(Gradient, gradient);
        }
    }

    /// <summary>A buffer of the result's shape to add a gradient into, zeroed where there was none: for operations whose gradient touches only a part.</summary>
    internal virtual TensorData GradientBuffer(ReadOnlySpan<long> shape, torch.ScalarType type)
    {
        if (Gradient is null)
        {
            Gradient = TensorData.Zeros(shape, type);
        }
        else if (!Gradient.IsExclusive || !Gradient.IsContiguous)
        {
            TensorData shared = Gradient;
            Gradient = Copy.Clone(shared);
            shared.Dispose();
        }
        return Gradient;
    }

    protected void SetInputs(TensorData? input0, TensorData? input1 = null, TensorData? input2 = null) =>
        (Input0, Input1, Input2) = (Graph.Edge(input0), Graph.Edge(input1), Graph.Edge(input2));

    /// <summary>For operations on a list of tensors: the inputs are <see cref="Input(int)"/> from <see cref="FirstListed"/> on.</summary>
    protected void SetInputs(ReadOnlySpan<TensorData?> inputs)
    {
        if (_more.Length < inputs.Length)
        {
            _more = new Node?[Math.Max(8, inputs.Length)];
        }
        _moreCount = inputs.Length;
        for (int i = 0; i < inputs.Length; i++)
        {
            _more[i] = Graph.Edge(inputs[i]);
        }
    }

    private void Recycle()
    {
        ReleaseSaved();
        End();
        TakeGradient()?.Dispose();
        Retainer = null;
        (Node? input0, Node? input1, Node? input2) = (Input0, Input1, Input2);
        (Input0, Input1, Input2) = (null, null, null);
        input0?.Release();
        input1?.Release();
        input2?.Release();
        for (int i = 0; i < _moreCount; i++)
        {
            _more[i]?.Release();
            _more[i] = null;
        }
        _moreCount = 0;
        ReturnToPool();
    }
}
