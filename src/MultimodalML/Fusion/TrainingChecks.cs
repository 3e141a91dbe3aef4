using MultimodalML.Data;

namespace MultimodalML.Fusion;

/// <summary>What training rows must have, whatever is learned from them.</summary>
internal static class TrainingChecks
{
    private const int LongestOnPath = 4096; // its map has the square of so many values, and takes their cube to find

    /// <exception cref="InvalidDataException">No rows, a modality that no row has, or one that is too long for a path.</exception>
    public static void RequireModalities(ModalityBatch rows, bool withPath)
    {
        if (rows.RowCount == 0)
        {
            throw new InvalidDataException("The training data has no rows; training needs some.");
        }
        for (int m = 0; m < rows.Columns.Count; m++)
        {
            if (!rows.Present(m).Contains(true))
            {
                throw new InvalidDataException($"Modality '{rows.Columns.Names[m]}' is missing (holds a NaN) in all {rows.RowCount} rows; leave it out of the input columns.");
            }
            if (withPath && rows.Columns.Lengths[m] > LongestOnPath)
            {
                throw new InvalidDataException(
                    $"Modality '{rows.Columns.Names[m]}' has {rows.Columns.Lengths[m]} values; with a Path at most {LongestOnPath} fit. Project it to fewer first (ProjectToPrincipalComponents), or set Path to null.");
            }
        }
    }
}
