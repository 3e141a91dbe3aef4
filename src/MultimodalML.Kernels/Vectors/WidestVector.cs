using System.Runtime.Intrinsics;

namespace MultimodalML.Kernels.Vectors;

/// <summary>Something to do with vectors of whatever width the hardware has.</summary>
internal interface IVectorOperation
{
    void Run<TWidth, TVector>()
        where TWidth : struct, IVectorWidth<TVector>
        where TVector : struct;
}

/// <summary>Chooses the widest vectors that the hardware is fast with.</summary>
internal static class WidestVector
{
    public static void Run<TOperation>(in TOperation operation)
        where TOperation : struct, IVectorOperation
    {
        if (Vector512.IsHardwareAccelerated)
        {
            operation.Run<Width512, Vector512<float>>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            operation.Run<Width256, Vector256<float>>();
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            operation.Run<Width128, Vector128<float>>();
        }
        else
        {
            operation.Run<WidthScalar, float>();
        }
    }
}
