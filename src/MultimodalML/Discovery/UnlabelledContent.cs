namespace MultimodalML.Discovery;

/// <summary>What the rows without a label may be.</summary>
public enum UnlabelledContent
{
    /// <summary>Items of known and of novel categories.</summary>
    KnownAndNovel,

    /// <summary>Items of novel categories alone: training assigns no unlabelled row to a known class. New rows may still be of any.</summary>
    NovelOnly,
}
