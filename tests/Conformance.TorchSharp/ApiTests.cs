using System.Reflection;
using ApiConformance;

namespace Conformance.TorchSharp;

public class ApiTests
{
    private const string List = "TorchSharp-0.107.0.txt";

    [EmbeddedFact("TorchSharp")]
    public void PublicApi_OfEmbeddedAssembly_IsListed() => Assert.Empty(ApiComparison.Unlisted(Assembly.Load("TorchSharp"), List));

    [Fact]
    public void Unlisted_OfAnotherAssembly_NamesItsTypesAndMembers()
    {
        IReadOnlyList<string> unlisted = ApiComparison.Unlisted(typeof(ApiTests).Assembly, List);
        Assert.Contains("Conformance.TorchSharp.ApiTests | class", unlisted);
        Assert.Contains("Conformance.TorchSharp.ApiTests | new()", unlisted);
    }
}
