namespace MultimodalML.Fusion;

/// <summary>Which modalities a training step shows: all, or with some chance a part of them, each number of them as likely as another.</summary>
internal readonly struct ModalityDropout(int modalityCount, double chance)
{
    /// <summary>True where a modality is shown; at least one is.</summary>
    public bool[] Draw(Random random)
    {
        var shown = new bool[modalityCount];
        Array.Fill(shown, true);
        if (modalityCount > 1 && random.NextDouble() < chance)
        {
            Array.Fill(shown, false, 0, random.Next(1, modalityCount));
            random.Shuffle(shown);
        }
        return shown;
    }
}
