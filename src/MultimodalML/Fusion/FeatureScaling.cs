using MultimodalML.Data;

namespace MultimodalML.Fusion;

/// <summary>One <see cref="ModalityScaling"/> a modality.</summary>
internal sealed class FeatureScaling(IReadOnlyList<ModalityScaling> modalities)
{
    public IReadOnlyList<ModalityScaling> Modalities { get; } = modalities;

    /// <summary>Leaves values as they are.</summary>
    public static FeatureScaling None(ModalityColumns columns) => new([.. columns.Lengths.Select(ModalityScaling.None)]);

    /// <summary>Learns from some rows.</summary>
    /// <param name="rows">Training rows; missing modalities are passed over. Those without a label count for all but the deviation within classes.</param>
    /// <param name="withinClasses">Whether deviations are those within classes, for rows with labels.</param>
    /// <param name="totalShare">Share of the total variance that is added to that within classes.</param>
    /// <param name="uniformFrom">Modalities of more values have one factor for all of them, so that principal components stay what they are; null for none.</param>
    public static FeatureScaling Learn(ModalityBatch rows, bool withinClasses, double totalShare = 0, int? uniformFrom = null)
    {
        var modalities = new ModalityScaling[rows.Columns.Count];
        for (int m = 0; m < modalities.Length; m++)
        {
            int[] there = [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.IsPresent(m, row))];
            int[] labels = withinClasses ? Array.ConvertAll(there, row => rows.Labels[row]) : new int[there.Length];
            modalities[m] = ModalityScaling.Learn(rows.Take(there).Values(m).ToArray(), rows.Columns.Lengths[m], labels, totalShare, rows.Columns.Lengths[m] > uniformFrom);
        }
        return new FeatureScaling(modalities);
    }
}
