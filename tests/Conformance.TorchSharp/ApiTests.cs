using System.Reflection;
using ApiConformance;

namespace Conformance.TorchSharp;

public class ApiTests
{
    private const string List = "TorchSharp-0.107.0.txt";

    [EmbeddedFact("TorchSharp")]
    public void PublicApi_OfEmbeddedAssembly_IsListed()
    {
        IReadOnlyList<string> unlisted = ApiComparison.Unlisted(Assembly.Load("TorchSharp"), List);
        Assert.True(unlisted.Count == 0, $"The real package has none of these:{Environment.NewLine}{string.Join(Environment.NewLine, unlisted)}");
    }

    [Fact]
    public void Unlisted_OfAnotherAssembly_NamesItsTypesAndMembers()
    {
        IReadOnlyList<string> unlisted = ApiComparison.Unlisted(typeof(ApiTests).Assembly, List);
        Assert.Contains("Conformance.TorchSharp.ApiTests | class", unlisted);
        Assert.Contains("Conformance.TorchSharp.ApiTests | new()", unlisted);
    }
}
