namespace Microsoft.ML.Data;

/// <summary>For what a transformer of a chain is there.</summary>
[Flags]
public enum TransformerScope
{
    None = 0,
    Training = 1,
    Testing = 2,
    TrainTest = Training | Testing,
    Scoring = 4,
    Everything = Training | Testing | Scoring,
}
