using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Turns checkpoints into messages of kind Info; what is only current is asked for by nobody here.</summary>
internal sealed class ProgressChannel(LocalEnvironment root, string name) : IProgressChannel
{
    private ProgressHeader _header = new();

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => _header = header;

    public void Checkpoint(params double?[] values)
    {
        IEnumerable<string> names = _header.MetricNames.Concat(_header.UnitNames);
        string text = string.Join(", ", names.Zip(values).Where(p => p.Second is not null)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.First}: {p.Second}")));
        root.Dispatch(name, new ChannelMessage(ChannelMessageKind.Info, MessageSensitivity.None, "{0}", [text]));
    }

    public IProgressChannel StartProgressChannel(string childName) => new ProgressChannel(root, $"{name}; {childName}");

    public void Dispose()
    {
    }
}
