using System.Collections.Concurrent;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The environment behind an <see cref="MLContext"/>: settings, random numbers, and where messages go.</summary>
internal sealed class LocalEnvironment(int? seed, Action<string, ChannelMessage> listener) : IHostEnvironmentInternal
{
    private readonly ConcurrentDictionary<string, object?> _options = new();
    private readonly Random _random = seed is { } value ? new Random(value) : new Random();

    public int? Seed { get; } = seed;

    public string TempFilePath { get; set; } = Path.GetTempPath();

    public bool FallbackToCpu { get; set; } = true;

    public int? GpuDeviceId { get; set; }

    public ComponentCatalog ComponentCatalog { get; } = new();

    public string ContextDescription => "";

    public Random NextRandom(int? seed)
    {
        lock (_random)
        {
            return new Random(seed ?? _random.Next());
        }
    }

    public void Dispatch(string source, ChannelMessage message) => listener(source, message);

    public IHost Register(string name, int? seed = null, bool? verbose = null) => new Host(this, name, NextRandom(seed));

    public IChannel Start(string name) => new Channel(this, name);

    public IPipe<TMessage> StartPipe<TMessage>(string name) => new SilentPipe<TMessage>(name);

    public IProgressChannel StartProgressChannel(string name) => ProgressChannel.Instance;

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public bool TryAddOption<T>(string name, T value) => _options.TryAdd(name, value);

    public void SetOption<T>(string name, T value) => _options[name] = value;

    public bool TryGetOption<T>(string name, out T value)
    {
        bool found = _options.TryGetValue(name, out object? stored);
        value = found ? (T)stored! : default!;
        return found;
    }

    public T GetOptionOrDefault<T>(string name) => TryGetOption(name, out T value) ? value : default!;

    public bool RemoveOption(string name) => _options.TryRemove(name, out _);
}
