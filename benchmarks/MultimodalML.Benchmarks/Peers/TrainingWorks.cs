using MultimodalML.Benchmarks.Scoring;
using MultimodalML.Benchmarks.Training;

namespace MultimodalML.Benchmarks.Peers;

/// <summary>The training steps and the scoring of benchmarks/peers/training.py.</summary>
internal static class TrainingWorks
{
    public static IEnumerable<KeyValuePair<string, Func<PeerWork>>> All =>
    [
        new("step-a-pairs", () => Of(FusionStep.Pairs(64, 32, 256))),
        new("step-a-all-pairs", () => Of(FusionStep.AllPairs(64, 32, 256))),
        new("step-b-pairs", () => Of(FusionStep.Pairs(512, 256, 1024))),
        new("step-b-all-pairs", () => Of(FusionStep.AllPairs(512, 256, 1024))),
        new("step-c", () => Of(JointSpaceStep.Create())),
        new("score", Score),
    ];

    private static PeerWork Of(OptimizedStep step) => new(() => step.Run());

    private static PeerWork Score()
    {
        var benchmarks = new FusionScoringBenchmarks { NetworkAlone = true };
        benchmarks.Setup();
        return new PeerWork(() => benchmarks.FromMemory());
    }
}
