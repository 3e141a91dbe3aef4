using static TorchSharp.torch;

namespace MultimodalML.Discovery;

/// <summary>Changes rows a little, so that what they are stays: training compares two such views of each row.</summary>
public interface IViewAugmentation
{
    /// <summary>A view of some rows.</summary>
    /// <param name="rows">[B, D], one modality's values: scaled to a deviation of about 1 within classes, 0 where the modality is missing. Not to be changed.</param>
    /// <param name="random">Draws whatever is random; the same state gives the same view.</param>
    /// <returns>[B, D], in the caller's dispose scope; it may be <paramref name="rows"/> itself.</returns>
    Tensor View(Tensor rows, Random random);
}
