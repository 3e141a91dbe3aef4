namespace Microsoft.ML;

/// <summary>Errors of model files that cannot be read.</summary>
internal static class ModelFormat
{
    private const string Mark = "Microsoft.ML";

    public static FormatException Error(string message, Exception? inner = null)
    {
        var error = new FormatException(message, inner);
        error.Data[Mark] = true;
        return error;
    }

    public static bool IsOwnError(Exception? error) => error?.Data.Contains(Mark) == true;

    public static void Check(bool condition, string message)
    {
        if (!condition)
        {
            throw Error(message);
        }
    }
}
