using MultimodalML.Data;
using MultimodalML.Fusion;

namespace MultimodalML.Discovery;

/// <summary>What every recipe begins with: scaling, and the path whitened within the known classes.</summary>
internal static class ClosedForm
{
    /// <summary>Learned within the known classes, or, where labelled rows do not show every modality, of all rows.</summary>
    public static (FeatureScaling Scaling, DirectPath Path) Learn(ModalityBatch rows, NovelCategoriesOptions options, int seed)
    {
        ModalityBatch basis = rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(row => rows.Labels[row] != ModalityBatch.NoLabel)]);
        bool within = Enumerable.Range(0, rows.Columns.Count).All(m => basis.Present(m).Contains(true));
        basis = within ? basis : rows;
        FeatureScaling scaling = options.ScaleInputs ? FeatureScaling.Learn(basis, within, options.Path?.PrincipalComponents) : FeatureScaling.None(rows.Columns);
        return (scaling, options.Path is { } path ? DirectPath.Learn(basis, scaling, within, path, seed, rows) : DirectPath.None);
    }
}
