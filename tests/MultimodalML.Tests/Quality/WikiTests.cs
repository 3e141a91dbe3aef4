using Datasets;

namespace MultimodalML.Tests.Quality;

public class WikiTests
{
    [SharedDataFact]
    public void Load_TheFolder_HasTheUsualSplit()
    {
        (WikiArticle[] train, WikiArticle[] test) = Wiki.Load(Path.Combine(SharedDataFactAttribute.Folder, "wiki"));

        Assert.Equal((2173, 693), (train.Length, test.Length));
        Assert.Equal(10, train.Concat(test).Select(article => article.Label).Distinct().Count());
        Assert.Equal("5", train[0].Label);
        Assert.Equal(0.413522f, train[0].Text[7]);
        Assert.All(train.Concat(test), article => Assert.Equal(1, article.Text.Sum(), tolerance: 1e-3)); // shares of topics
    }
}
