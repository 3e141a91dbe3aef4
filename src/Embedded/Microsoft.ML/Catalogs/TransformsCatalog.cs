using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The transforms; extension methods add to it and to the groups in it.</summary>
public sealed class TransformsCatalog : IInternalCatalog
{
    private readonly IHostEnvironment _environment;

    internal TransformsCatalog(IHostEnvironment env)
    {
        _environment = env;
        Categorical = new CategoricalTransforms(this);
        Conversion = new ConversionTransforms(this);
        FeatureSelection = new FeatureSelectionTransforms(this);
        Text = new TextTransforms(this);
    }

    public CategoricalTransforms Categorical { get; }

    public ConversionTransforms Conversion { get; }

    public FeatureSelectionTransforms FeatureSelection { get; }

    public TextTransforms Text { get; }

    IHostEnvironment IInternalCatalog.Environment => _environment;

    public sealed class CategoricalTransforms : IInternalCatalog
    {
        private readonly TransformsCatalog _owner;

        internal CategoricalTransforms(TransformsCatalog owner) => _owner = owner;

        IHostEnvironment IInternalCatalog.Environment => _owner._environment;
    }

    public sealed class ConversionTransforms : IInternalCatalog
    {
        private readonly TransformsCatalog _owner;

        internal ConversionTransforms(TransformsCatalog owner) => _owner = owner;

        IHostEnvironment IInternalCatalog.Environment => _owner._environment;
    }

    public sealed class FeatureSelectionTransforms : IInternalCatalog
    {
        private readonly TransformsCatalog _owner;

        internal FeatureSelectionTransforms(TransformsCatalog owner) => _owner = owner;

        IHostEnvironment IInternalCatalog.Environment => _owner._environment;
    }

    public sealed class TextTransforms : IInternalCatalog
    {
        private readonly TransformsCatalog _owner;

        internal TextTransforms(TransformsCatalog owner) => _owner = owner;

        IHostEnvironment IInternalCatalog.Environment => _owner._environment;
    }
}
