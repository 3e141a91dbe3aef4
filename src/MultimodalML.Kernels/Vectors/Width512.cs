using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MultimodalML.Kernels.Vectors;

/// <summary>512-bit vectors.</summary>
internal readonly unsafe struct Width512 : IVectorWidth<Vector512<float>>
{
    public static int Count => 16;

    public static int TileRows => 8;

    public static Vector512<float> Zero => Vector512<float>.Zero;

    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    public static Vector512<float> First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    public static Vector512<float> Load(float* source, Vector512<float> mask) => Avx512F.MaskLoad(source, mask, Vector512<float>.Zero);

    public static Vector512<float> Broadcast(float* source) => Vector512.Create(*source);

    public static void Store(Vector512<float> value, float* destination) => value.Store(destination);

    public static void Store(Vector512<float> value, float* destination, Vector512<float> mask) => Avx512F.MaskStore(destination, mask, value);

    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y) => x + y;

    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> z) =>
        Vector512.MultiplyAddEstimate(x, y, z);

    public static Vector512<float> Rectify(Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), Vector512<float>.Zero, x);

    public static uint NotLess(Vector512<float> x, Vector512<float> y) => (uint)Vector512.GreaterThanOrEqual(x, y).ExtractMostSignificantBits();

    public static float Sum(Vector512<float> x) => Vector512.Sum(x);
}
