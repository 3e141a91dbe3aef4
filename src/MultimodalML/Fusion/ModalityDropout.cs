namespace MultimodalML.Fusion;

/// <summary>Which modalities a training step shows: all, or with some chance a part of them, each number of them as likely as another.</summary>
internal readonly struct ModalityDropout(int modalityCount, double chance)
{
    private readonly bool[] _all = [.. Enumerable.Repeat(true, modalityCount)];

    /// <summary>True where a modality is shown; at least one is. Not to be written to.</summary>
    public bool[] Draw(Random random)
    {
        if (_all.Length == 1 || random.NextDouble() >= chance)
        {
            return _all;
        }
        bool[] shown = [.. _all];
        Array.Fill(shown, false, 0, random.Next(1, shown.Length));
        random.Shuffle(shown);
        return shown;
    }
}
