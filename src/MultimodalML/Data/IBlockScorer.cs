namespace MultimodalML.Data;

/// <summary>Scores blocks of rows for one cursor or one prediction engine. Its scratch buffers are its own; the model behind it is shared by threads and only read.</summary>
/// <remarks>A row's outputs must not depend on the rows that come with it: batches and single rows give the same bits.</remarks>
internal interface IBlockScorer
{
    /// <summary>Fills rows 0 to <c>inputs.RowCount − 1</c> of each output; allocates nothing a row.</summary>
    /// <param name="inputs">Rows read; where a modality is missing its values are zeros. At least one modality is present in each row.</param>
    /// <param name="outputs">One buffer an output column, in the transformer's order.</param>
    void Score(ModalityBatch inputs, OutputBuffer[] outputs);
}
