using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MultimodalML.Kernels.Vectors;

/// <summary>256-bit vectors.</summary>
internal readonly unsafe struct Width256 : IVectorWidth<Vector256<float>>
{
    public static int Count => 8;

    public static int TileRows => 4;

    public static Vector256<float> Zero => Vector256<float>.Zero;

    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    public static Vector256<float> First(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    public static Vector256<float> Load(float* source, Vector256<float> mask) => Avx.MaskLoad(source, mask);

    public static Vector256<float> Broadcast(float* source) => Vector256.Create(*source);

    public static void Store(Vector256<float> value, float* destination) => value.Store(destination);

    public static void Store(Vector256<float> value, float* destination, Vector256<float> mask) => Avx.MaskStore(destination, mask, value);

    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;

    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> z) =>
        Vector256.MultiplyAddEstimate(x, y, z);

    public static Vector256<float> Rectify(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256<float>.Zero, x);

    public static uint NotLess(Vector256<float> x, Vector256<float> y) => Vector256.GreaterThanOrEqual(x, y).ExtractMostSignificantBits();

    public static float Sum(Vector256<float> x) => Vector256.Sum(x);
}
