namespace MultimodalML.Kernels;

/// <summary>How alike two rows are.</summary>
internal enum Similarity
{
    /// <summary>x·y; larger is more alike.</summary>
    InnerProduct,

    /// <summary>x·y / (|x| |y|), 0 where either is all zeros; larger is more alike.</summary>
    Cosine,

    /// <summary>|x − y|²; smaller is more alike.</summary>
    SquaredEuclidean,
}
