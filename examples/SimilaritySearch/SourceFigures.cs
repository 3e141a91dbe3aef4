namespace SimilaritySearch;

/// <summary>What the source of the fusion recipe reports, top-1 / top-5 in percent. Its distributions' parameters are not known, so only the ordering can be compared.</summary>
internal static class SourceFigures
{
    // modalities, K, then Euclidean and cosine for classes 0-29, 0-50 and 0-99.
    private static readonly Dictionary<(string Modalities, int K), string[]> s_rows = new()
    {
        [("0", 200)] = ["62.1/91.1", "63.3/95.5", "45.8/83.3", "46.0/86.1", "29.1/64.1", "29.8/66.1"],
        [("1", 200)] = ["63.9/92.1", "65.1/95.7", "59.2/90.7", "60.1/92.7", "43.7/83.2", "43.6/83.4"],
        [("2", 200)] = ["43.0/80.4", "44.2/85.0", "37.2/72.4", "38.4/76.3", "25.7/59.2", "26.1/60.4"],
        [("0,1", 200)] = ["88.3/96.8", "93.7/99.9", "78.7/94.3", "83.2/99.1", "66.8/89.0", "71.9/94.0"],
        [("0,2", 200)] = ["79.0/95.3", "82.2/99.4", "66.8/90.0", "71.2/95.7", "52.4/82.3", "55.9/87.8"],
        [("1,2", 200)] = ["89.4/98.6", "90.1/99.7", "80.8/97.3", "81.0/98.7", "68.9/93.4", "69.2/94.3"],
        [("0,1,2", 5)] = ["95.7/98.2", "97.6/99.9", "80.6/95.8", "82.5/98.0", "69.7/90.6", "68.8/92.2"],
        [("0,1,2", 20)] = ["95.9/98.6", "97.5/100.0", "83.5/96.7", "83.8/97.2", "72.0/93.2", "71.8/93.4"],
        [("0,1,2", 200)] = ["96.0/98.8", "97.5/100.0", "84.6/96.8", "85.2/98.0", "73.2/93.4", "73.6/94.1"],
        [("0,1,2", 2000)] = ["95.8/98.8", "97.5/100.0", "84.5/96.8", "85.4/98.0", "72.8/93.2", "73.7/94.2"],
    };

    /// <summary>The figure for a pool (0 = known, 1 = known + unknown, 2 = all), or a dash where the source has none.</summary>
    public static string Find(string modalities, int k, int pool, bool cosine) =>
        s_rows.TryGetValue((modalities, k), out string[]? row) ? row[(2 * pool) + (cosine ? 1 : 0)] : "-";
}
