using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The environment of one component: its name stands before what it says, its random numbers are its own.</summary>
internal sealed class Host(LocalEnvironment root, string name, Random random) : IHost
{
    public Random Rand => random;

    public ComponentCatalog ComponentCatalog => root.ComponentCatalog;

    public string ContextDescription => name;

    public LocalEnvironment Root => root;

    public IHost Register(string childName, int? seed = null, bool? verbose = null)
    {
        lock (random)
        {
            return new Host(root, $"{name}; {childName}", new Random(seed ?? random.Next()));
        }
    }

    public IChannel Start(string channelName) => new Channel(root, $"{name}; {channelName}");

    public IPipe<TMessage> StartPipe<TMessage>(string channelName) => new SilentPipe<TMessage>($"{name}; {channelName}");

    public IProgressChannel StartProgressChannel(string channelName) => new ProgressChannel(root, $"{name}; {channelName}");

    public TException Process<TException>(TException ex)
        where TException : Exception
    {
        ex.Data["Throwing component"] ??= name;
        return ex;
    }
}
