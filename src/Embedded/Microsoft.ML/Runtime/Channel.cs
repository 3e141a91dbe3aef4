using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal sealed class Channel : IChannel
{
    private readonly LocalEnvironment _root;
    private readonly string _name;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private bool _disposed;

    public Channel(LocalEnvironment root, string name)
    {
        (_root, _name) = (root, name);
        Trace(MessageSensitivity.None, "Channel started");
    }

    public string ContextDescription => _name;

    public void Trace(MessageSensitivity sensitivity, string fmt) => Send(new ChannelMessage(ChannelMessageKind.Trace, sensitivity, fmt));

    public void Trace(MessageSensitivity sensitivity, string fmt, params object?[] args) => Send(new ChannelMessage(ChannelMessageKind.Trace, sensitivity, fmt, args));

    public void Error(MessageSensitivity sensitivity, string fmt) => Send(new ChannelMessage(ChannelMessageKind.Error, sensitivity, fmt));

    public void Error(MessageSensitivity sensitivity, string fmt, params object?[] args) => Send(new ChannelMessage(ChannelMessageKind.Error, sensitivity, fmt, args));

    public void Warning(MessageSensitivity sensitivity, string fmt) => Send(new ChannelMessage(ChannelMessageKind.Warning, sensitivity, fmt));

    public void Warning(MessageSensitivity sensitivity, string fmt, params object?[] args) => Send(new ChannelMessage(ChannelMessageKind.Warning, sensitivity, fmt, args));

    public void Info(MessageSensitivity sensitivity, string fmt) => Send(new ChannelMessage(ChannelMessageKind.Info, sensitivity, fmt));

    public void Info(MessageSensitivity sensitivity, string fmt, params object?[] args) => Send(new ChannelMessage(ChannelMessageKind.Info, sensitivity, fmt, args));

    public void Send(ChannelMessage msg) => _root.Dispatch(_name, msg);

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Trace(MessageSensitivity.None, string.Create(CultureInfo.InvariantCulture, $"Channel finished. Elapsed {_watch.Elapsed:c}."));
            Trace(MessageSensitivity.None, "Channel disposed");
        }
    }
}
