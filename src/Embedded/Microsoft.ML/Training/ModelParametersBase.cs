using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>What a trainer has learned.</summary>
public abstract class ModelParametersBase<TOutput> : ICanSaveModel
{
    private protected ModelParametersBase()
    {
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        SaveCore(ctx);
    }

    /// <summary>Sets the version info, then writes.</summary>
    private protected abstract void SaveCore(ModelSaveContext ctx);
}
