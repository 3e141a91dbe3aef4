namespace MultimodalML.Kernels;

/// <summary>Work on the items [from, to) of a range; parts of the range run on several threads at once.</summary>
internal interface IRangeJob
{
    void Run(int from, int to);
}
