using ApiConformance;
using TorchSharp;

namespace Conformance.TorchSharp;

public class ApiTests
{
    private const string List = "TorchSharp-0.107.0.txt";

    [EmbeddedFact(typeof(torch))]
    public void PublicApi_OfEmbeddedAssembly_IsListed()
    {
        IReadOnlyList<string> unlisted = ApiComparison.Unlisted(typeof(torch).Assembly, List);
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
