using System.Diagnostics;
using System.Text.Json;

namespace MultimodalML.Tests.Repository;

/// <summary>Which packages each stack references, evaluated by MSBuild without a restore.</summary>
public class StackTests
{
    private static readonly string[] s_stackPackages = ["Microsoft.ML", "TorchSharp", "TorchSharp-cpu", "TorchSharp-cuda-linux"];

    [Theory]
    [InlineData("src/MultimodalML/MultimodalML.csproj", "cpu", new[] { "Microsoft.ML", "TorchSharp" })]
    [InlineData("src/MultimodalML/MultimodalML.csproj", "cuda-linux", new[] { "Microsoft.ML", "TorchSharp" })]
    [InlineData("examples/SimilaritySearch/SimilaritySearch.csproj", "cpu", new[] { "Microsoft.ML", "TorchSharp", "TorchSharp-cpu" })]
    [InlineData("examples/SimilaritySearch/SimilaritySearch.csproj", "cuda-linux", new[] { "Microsoft.ML", "TorchSharp", "TorchSharp-cuda-linux" })]
    [InlineData("tests/MultimodalML.Tests/MultimodalML.Tests.csproj", "cpu", new[] { "Microsoft.ML", "TorchSharp", "TorchSharp-cpu" })]
    [InlineData("tests/Conformance.MLNet/Conformance.MLNet.csproj", "cpu", new[] { "Microsoft.ML" })]
    [InlineData("tests/Conformance.TorchSharp/Conformance.TorchSharp.csproj", "cpu", new[] { "TorchSharp", "TorchSharp-cpu" })]
    [InlineData("benchmarks/MultimodalML.Benchmarks/MultimodalML.Benchmarks.csproj", "cuda-linux", new[] { "Microsoft.ML", "TorchSharp", "TorchSharp-cuda-linux" })]
    [InlineData("src/MultimodalML.Kernels/MultimodalML.Kernels.csproj", "cpu", new string[0])]
    public async Task PackagesStack_Project_ReferencesTheRealPackages(string project, string torch, string[] expected)
    {
        string[] references = await Items(project, "PackageReference", "-p:Stack=Packages", $"-p:Torch={torch}");
        string[] projects = await Items(project, "ProjectReference", "-p:Stack=Packages", $"-p:Torch={torch}");

        Assert.Equal(expected, references.Intersect(s_stackPackages));
        Assert.DoesNotContain(projects, path => path.Contains("Embedded", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("src/MultimodalML/MultimodalML.csproj")]
    [InlineData("examples/SimilaritySearch/SimilaritySearch.csproj")]
    [InlineData("tests/MultimodalML.Tests/MultimodalML.Tests.csproj")]
    public async Task EmbeddedStack_Project_ReferencesTheRepositorysOwn(string project)
    {
        string[] references = await Items(project, "PackageReference");
        string[] projects = await Items(project, "ProjectReference");

        Assert.Empty(references.Intersect(s_stackPackages));
        Assert.Equal(["Microsoft.ML", "TorchSharp"], projects.Where(p => p.Contains("Embedded", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Fact]
    public async Task PackagesStack_Versions_AreThoseTheApiListsAllow()
    {
        string json = await MSBuild("src/MultimodalML/MultimodalML.csproj", "-p:Stack=Packages", "-getItem:PackageVersion");
        Dictionary<string, Version> versions = JsonDocument.Parse(json).RootElement.GetProperty("Items").GetProperty("PackageVersion").EnumerateArray()
            .ToDictionary(item => item.GetProperty("Identity").GetString()!, item => Version.Parse(item.GetProperty("Version").GetString()!));

        Assert.Equal(new Version(5, 0, 0), versions["Microsoft.ML"]);
        Assert.All(s_stackPackages.Skip(1), name => Assert.True(versions[name] >= new Version(0, 106, 0), $"{name} is {versions[name]}"));
    }

    [Fact]
    public async Task OutputPath_PerStack_NeverMixes()
    {
        string embedded = await MSBuild("src/MultimodalML/MultimodalML.csproj", "-getProperty:OutputPath");
        string packages = await MSBuild("src/MultimodalML/MultimodalML.csproj", "-p:Stack=Packages", "-getProperty:OutputPath");

        Assert.Contains("/artifacts/Embedded/", embedded.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Contains("/artifacts/Packages/", packages.Replace('\\', '/'), StringComparison.Ordinal);
    }

    private static async Task<string[]> Items(string project, string item, params string[] properties)
    {
        string json = await MSBuild(project, [.. properties, $"-getItem:{item}"]);
        return [.. JsonDocument.Parse(json).RootElement.GetProperty("Items").GetProperty(item).EnumerateArray().Select(e => e.GetProperty("Identity").GetString()!)];
    }

    private static async Task<string> MSBuild(string project, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(RepositoryRoot.Path, project), .. arguments]) { RedirectStandardOutput = true };
        start.Environment.Remove("MSBUILD_EXE_PATH"); // the test runner's own MSBuild must not answer for the SDK's
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
