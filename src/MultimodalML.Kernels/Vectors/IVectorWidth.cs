namespace MultimodalML.Kernels.Vectors;

/// <summary>What a kernel needs from a vector type, so that it is written once for every width.</summary>
/// <remarks>The implementations are empty structs: as type arguments they cost nothing, the JIT compiles each width on its own.</remarks>
internal unsafe interface IVectorWidth<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the largest matrix tile: three vectors a row, all kept in registers.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* source);

    /// <summary>A mask of the first <paramref name="count"/> places.</summary>
    static abstract TVector First(int count);

    /// <summary>Reads the mask's places only; 0 in the others.</summary>
    static abstract TVector Load(float* source, TVector mask);

    static abstract TVector Broadcast(float* source);

    static abstract void Store(TVector value, float* destination);

    /// <summary>Writes the mask's places only.</summary>
    static abstract void Store(TVector value, float* destination, TVector mask);

    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x·y + z, rounded once where the hardware has it.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>max(x, 0); NaN stays NaN.</summary>
    static abstract TVector Rectify(TVector x);

    /// <summary>A bit for each place where x is y or greater, the first place lowest.</summary>
    static abstract uint NotLess(TVector x, TVector y);

    static abstract float Sum(TVector x);
}
