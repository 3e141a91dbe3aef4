using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace MultimodalML.Kernels.Vectors;

/// <summary>128-bit vectors.</summary>
internal readonly unsafe struct Width128 : IVectorWidth<Vector128<float>>
{
    public static int Count => 4;

    // 32 vector registers on Arm, 16 on x86 below AVX-512
    public static int TileRows => AdvSimd.IsSupported ? 8 : 4;

    public static Vector128<float> Zero => Vector128<float>.Zero;

    public static Vector128<float> Load(float* source) => Vector128.Load(source);

    public static Vector128<float> First(int count) => Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();

    public static Vector128<float> Load(float* source, Vector128<float> mask)
    {
        Vector128<float> value = Zero;
        for (int i = 0; i < Count; i++)
        {
            value = mask.AsInt32()[i] != 0 ? value.WithElement(i, source[i]) : value;
        }
        return value;
    }

    public static Vector128<float> Broadcast(float* source) => Vector128.Create(*source);

    public static void Store(Vector128<float> value, float* destination) => value.Store(destination);

    public static void Store(Vector128<float> value, float* destination, Vector128<float> mask)
    {
        for (int i = 0; i < Count; i++)
        {
            if (mask.AsInt32()[i] != 0)
            {
                destination[i] = value[i];
            }
        }
    }

    public static Vector128<float> Add(Vector128<float> x, Vector128<float> y) => x + y;

    public static Vector128<float> MultiplyAdd(Vector128<float> x, Vector128<float> y, Vector128<float> z) =>
        Vector128.MultiplyAddEstimate(x, y, z);

    public static Vector128<float> Rectify(Vector128<float> x) =>
        Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), Vector128<float>.Zero, x);

    public static uint NotLess(Vector128<float> x, Vector128<float> y) => Vector128.GreaterThanOrEqual(x, y).ExtractMostSignificantBits();

    public static float Sum(Vector128<float> x) => Vector128.Sum(x);
}
