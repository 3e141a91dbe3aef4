using MultimodalML.Data;
using MultimodalML.Fusion;

namespace MultimodalML.Discovery;

/// <summary>What every recipe begins with: scaling, and the path whitened within the known classes.</summary>
internal static class ClosedForm
{
    public static (FeatureScaling Scaling, DirectPath Path) Learn(ModalityBatch rows, NovelCategoriesOptions options, int seed)
    {
        FeatureScaling scaling = options.ScaleInputs
            ? FeatureScaling.Learn(rows, withinClasses: true, options.Path?.TotalShare ?? 0, options.Path?.PrincipalComponents)
            : FeatureScaling.None(rows.Columns);
        return (scaling, options.Path is { } path ? DirectPath.Learn(rows, scaling, withinClasses: true, path, seed) : DirectPath.None);
    }
}
