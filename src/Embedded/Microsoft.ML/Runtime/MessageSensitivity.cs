namespace Microsoft.ML.Runtime;

/// <summary>What of the user's a message may give away.</summary>
[Flags]
public enum MessageSensitivity
{
    None = 0,
    UserData = 1,
    Schema = 2,
    Unknown = ~0,
    All = ~0,
}
