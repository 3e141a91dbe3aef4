using MultimodalML.Tests.Repository;

namespace MultimodalML.Tests.Quality;

/// <summary>A test on real data, which lies beside the checkout (../shared/data) or nowhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = $"The data sets are not there: {Folder}";
        }
    }

    /// <summary>The folder with the data sets.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared", "data"));
}
