namespace MultimodalML.Kernels.Galleries;

/// <summary>How a gallery's rows lie in the memory that a scan reads.</summary>
internal enum GalleryFormat
{
    /// <summary>As they are.</summary>
    Float32,

    /// <summary>Rounded to 16 bits: half of the memory to read.</summary>
    BFloat16,

    /// <summary>Rounded to 8 bits, with a scale for each row: a quarter of the memory to read.</summary>
    Int8,
}
