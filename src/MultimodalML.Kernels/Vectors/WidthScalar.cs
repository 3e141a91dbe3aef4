namespace MultimodalML.Kernels.Vectors;

/// <summary>One float at a time, for hardware without vectors.</summary>
internal readonly unsafe struct WidthScalar : IVectorWidth<float>
{
    public static int Count => 1;

    public static int TileRows => 4;

    public static float Zero => 0;

    public static float Load(float* source) => *source;

    public static float First(int count) => 0;

    public static float Load(float* source, float mask) => *source;

    public static float Broadcast(float* source) => *source;

    public static void Store(float value, float* destination) => *destination = value;

    public static void Store(float value, float* destination, float mask) => *destination = value;

    public static float Add(float x, float y) => x + y;

    public static float MultiplyAdd(float x, float y, float z) => (x * y) + z;

    public static float Rectify(float x) => x < 0 ? 0 : x;

    public static uint NotLess(float x, float y) => x >= y ? 1u : 0;

    public static float Sum(float x) => x;
}
