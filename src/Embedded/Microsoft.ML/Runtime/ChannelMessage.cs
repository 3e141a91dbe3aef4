using System.Globalization;

namespace Microsoft.ML.Runtime;

public readonly struct ChannelMessage
{
    public readonly ChannelMessageKind Kind;
    public readonly MessageSensitivity Sensitivity;
    private readonly string _format;
    private readonly object?[]? _arguments;

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string format, object?[]? arguments = null) =>
        (Kind, Sensitivity, _format, _arguments) = (kind, sensitivity, format, arguments);

    /// <summary>Put together when it is read: nobody may be listening.</summary>
    public string Message => _arguments is null ? _format : string.Format(CultureInfo.InvariantCulture, _format, _arguments);
}
