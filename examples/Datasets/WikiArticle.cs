using Microsoft.ML.Data;

namespace Datasets;

/// <summary>A featured article: its picture and its text, which belong together.</summary>
public sealed class WikiArticle
{
    /// <summary>Values of a convolutional network.</summary>
    [VectorType(128)]
    public float[] Image { get; set; } = [];

    /// <summary>Shares of ten topics (latent Dirichlet allocation).</summary>
    [VectorType(10)]
    public float[] Text { get; set; } = [];

    /// <summary>The number of one of ten categories: "0" to "9".</summary>
    public string Label { get; set; } = "";
}
