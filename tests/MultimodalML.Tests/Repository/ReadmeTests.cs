using System.Text.RegularExpressions;

namespace MultimodalML.Tests.Repository;

/// <summary>README.md shows only code that a project in examples/ compiles, and only files that exist.</summary>
public partial class ReadmeTests
{
    private static readonly string s_readme = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void CodeBlocks_Each_StandInACompiledExample()
    {
        string[] examples = [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "examples"), "*.cs", SearchOption.AllDirectories).Select(path => Unindented(File.ReadAllText(path)))];
        string[] blocks = [.. CSharpBlock().Matches(s_readme).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(examples.Any(example => example.Contains(Unindented(block), StringComparison.Ordinal)), $"README.md shows code that no file in examples/ holds:\n{block}"));
    }

    [Fact]
    public void Links_ToFiles_Exist()
    {
        string[] targets = [.. LocalLink().Matches(s_readme).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(RepositoryRoot.Path, target)), $"README.md links to {target}, which is not there."));
    }

    private static string Unindented(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex LocalLink();
}
