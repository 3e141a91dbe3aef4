using System.Reflection;
using ApiConformance;

namespace Conformance.MLNet;

public class ApiTests
{
    private const string List = "Microsoft.ML-5.0.0.txt";

    [EmbeddedFact("Microsoft.ML")]
    public void PublicApi_OfEmbeddedAssembly_IsListed() => Assert.Empty(ApiComparison.Unlisted(Assembly.Load("Microsoft.ML"), List));

    [Fact]
    public void Unlisted_OfAnotherAssembly_NamesItsTypesAndMembers()
    {
        IReadOnlyList<string> unlisted = ApiComparison.Unlisted(typeof(ApiTests).Assembly, List);
        Assert.Contains("Conformance.MLNet.ApiTests | class", unlisted);
        Assert.Contains("Conformance.MLNet.ApiTests | new()", unlisted);
    }
}
