namespace MultimodalML.Kernels;

/// <summary>C's columns cut into strips of three vectors; the last two are narrower where that avoids a strip of one vector.</summary>
internal readonly struct MatrixStrips(int columns, int width)
{
    /// <summary>Vectors of a strip.</summary>
    public const int MaxVectors = 3;

    private readonly int _vectors = (columns + width - 1) / width;

    public int Count => (_vectors + MaxVectors - 1) / MaxVectors;

    /// <summary>First vector of a strip.</summary>
    public int Start(int strip)
    {
        if (strip == Count)
        {
            return _vectors;
        }
        return strip == Count - 1 && strip > 0 && _vectors % MaxVectors == 1 ? _vectors - 2 : strip * MaxVectors;
    }

    public int Vectors(int strip) => Start(strip + 1) - Start(strip);
}
