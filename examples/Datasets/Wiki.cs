namespace Datasets;

/// <summary>The folder <c>wiki</c>: 2,866 featured articles of 10 categories, each a picture and a text.</summary>
public static class Wiki
{
    /// <summary>The articles with the usual split: 2,173 to train on, 693 to test.</summary>
    public static (WikiArticle[] Train, WikiArticle[] Test) Load(string folder)
    {
        float[][] images = CsvMatrix.Read(Path.Combine(folder, "image_dense128.csv.gz"));
        float[][] texts = CsvMatrix.Read(Path.Combine(folder, "text_lda10.csv.gz"));
        string[][] rows = [.. File.ReadLines(Path.Combine(folder, "labels.csv")).Skip(1).Select(line => line.Split(','))]; // row,label,category,split
        WikiArticle[] articles = [.. rows.Select((row, i) => new WikiArticle { Image = images[i], Text = texts[i], Label = row[1] })];
        return ([.. articles.Where((_, i) => rows[i][3] == "train")], [.. articles.Where((_, i) => rows[i][3] != "train")]);
    }
}
