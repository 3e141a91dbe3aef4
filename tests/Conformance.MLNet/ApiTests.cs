using ApiConformance;
using Microsoft.ML;

namespace Conformance.MLNet;

public class ApiTests
{
    private const string List = "Microsoft.ML-5.0.0.txt";

    [EmbeddedFact(typeof(MLContext))]
    public void PublicApi_OfEmbeddedAssembly_IsListed()
    {
        IReadOnlyList<string> unlisted = ApiComparison.Unlisted(typeof(MLContext).Assembly, List);
        Assert.True(unlisted.Count == 0, $"The real package has none of these:{Environment.NewLine}{string.Join(Environment.NewLine, unlisted)}");
    }

    [Fact]
    public void Unlisted_OfAnotherAssembly_NamesItsTypesAndMembers()
    {
        IReadOnlyList<string> unlisted = ApiComparison.Unlisted(typeof(ApiTests).Assembly, List);
        Assert.Contains("Conformance.MLNet.ApiTests | class", unlisted);
        Assert.Contains("Conformance.MLNet.ApiTests | new()", unlisted);
    }
}
