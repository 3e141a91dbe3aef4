namespace Microsoft.ML.Trainers;

public abstract class TrainerInputBase
{
    private protected TrainerInputBase()
    {
    }

    public string FeatureColumnName = "Features";
}
