namespace MultimodalML.Tests.Repository;

/// <summary>The checkout that these tests were built from.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder that holds MultimodalML.sln, found upwards from the test assembly.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "MultimodalML.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds MultimodalML.sln.");
    }
}
