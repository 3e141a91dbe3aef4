using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The environment of one component: its name stands before what it says, its random numbers are its own.</summary>
internal sealed class Host(LocalEnvironment root, string name, Random random) : IHost, IHostEnvironmentInternal
{
    public Random Rand => random;

    public ComponentCatalog ComponentCatalog => root.ComponentCatalog;

    public string ContextDescription => name;

    public int? Seed => root.Seed;

    public string TempFilePath
    {
        get => root.TempFilePath;
        set => root.TempFilePath = value;
    }

    public bool FallbackToCpu
    {
        get => root.FallbackToCpu;
        set => root.FallbackToCpu = value;
    }

    public int? GpuDeviceId
    {
        get => root.GpuDeviceId;
        set => root.GpuDeviceId = value;
    }

    public IHost Register(string childName, int? seed = null, bool? verbose = null)
    {
        lock (random)
        {
            return new Host(root, $"{name}; {childName}", new Random(seed ?? random.Next()));
        }
    }

    public IChannel Start(string channelName) => new Channel(root, $"{name}; {channelName}");

    public IPipe<TMessage> StartPipe<TMessage>(string channelName) => new SilentPipe<TMessage>($"{name}; {channelName}");

    public IProgressChannel StartProgressChannel(string channelName) => ProgressChannel.Instance;

    public TException Process<TException>(TException ex)
        where TException : Exception
    {
        ex.Data["Throwing component"] ??= name;
        return ex;
    }

    public bool TryAddOption<T>(string option, T value) => root.TryAddOption(option, value);

    public void SetOption<T>(string option, T value) => root.SetOption(option, value);

    public bool TryGetOption<T>(string option, out T value) => root.TryGetOption(option, out value);

    public T GetOptionOrDefault<T>(string option) => root.GetOptionOrDefault<T>(option);

    public bool RemoveOption(string option) => root.RemoveOption(option);
}
