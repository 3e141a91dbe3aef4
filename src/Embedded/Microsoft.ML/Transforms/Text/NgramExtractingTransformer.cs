using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Text;

[assembly: LoadableClass(typeof(ITransformer), typeof(NgramExtractingTransformer), null, typeof(SignatureLoadModel), "", NgramExtractingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Text;

/// <summary>Counts in each row the n-grams that <see cref="NgramExtractingEstimator"/> learned.</summary>
public sealed class NgramExtractingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "NgramTransform";
    private static readonly VersionInfo s_version = VersionInfo.First("NGRAMTRN", LoaderSignature);
    private readonly NgramSettings _settings;
    private readonly (NgramPool Pool, float[] InverseFrequencies)[] _learned;

    internal NgramExtractingTransformer(
        IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, NgramSettings settings, (NgramPool Pool, float[] InverseFrequencies)[] learned)
        : base(env.Register(LoaderSignature), columns) => (_settings, _learned) = (settings, learned);

    private NgramExtractingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        BinaryReader reader = ctx.Reader;
        _settings = new NgramSettings(reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean(), [], (NgramExtractingEstimator.WeightingCriteria)reader.ReadByte());
        ModelFormat.Check(
            _settings.Length > 0 && _settings.Skips >= 0 && _settings.Length + _settings.Skips <= NgramWalker.MaximumReach,
            $"Corrupt model file: n-grams of length {_settings.Length} with {_settings.Skips} skips.");
        _learned = new (NgramPool, float[])[ColumnPairs.Length];
        for (int i = 0; i < _learned.Length; i++)
        {
            NgramPool pool = NgramPool.Load(reader);
            _learned[i] = (pool, _settings.NeedsIdf ? [.. Enumerable.Range(0, pool.Count).Select(_ => reader.ReadSingle())] : []);
        }
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new NgramExtractingTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        ctx.Writer.Write(_settings.Length);
        ctx.Writer.Write(_settings.Skips);
        ctx.Writer.Write(_settings.UseAllLengths);
        ctx.Writer.Write((byte)_settings.Weighting);
        foreach ((NgramPool pool, float[] inverseFrequencies) in _learned)
        {
            pool.Save(ctx.Writer);
            Array.ForEach(inverseFrequencies, ctx.Writer.Write);
        }
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(NgramExtractingTransformer owner, DataViewSchema schema)
        : OneToOneRowMapper(schema, [.. owner.ColumnPairs.Select(pair => NgramColumns.Require(schema, pair.inputColumnName))])
    {
        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn)
        {
            NgramPool pool = owner._learned[outputColumn].Pool;
            DataViewSchema.Column input = Inputs[outputColumn];
            var annotations = new DataViewSchema.Annotations.Builder();
            if (pool.Count > 0 && input.HasKeyValues())
            {
                var type = new VectorDataViewType(TextDataViewType.Instance, pool.Count);
                annotations.Add(AnnotationKinds.SlotNames, type, (ref VBuffer<ReadOnlyMemory<char>> target) => WriteNames(pool, input, ref target));
            }
            return new(owner.ColumnPairs[outputColumn].outputColumnName, new VectorDataViewType(NumberDataViewType.Single, pool.Count), annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn)
        {
            NgramColumns.KeyReader read = NgramColumns.CreateReader(input, Inputs[outputColumn]);
            (NgramPool pool, float[] inverseFrequencies) = owner._learned[outputColumn];
            var counter = new NgramCounter(pool, owner._settings, inverseFrequencies);
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> target) => counter.Count(read(), ref target));
        }

        // The values of the keys with | between; * for a missing key.
        private static void WriteNames(NgramPool pool, DataViewSchema.Column input, ref VBuffer<ReadOnlyMemory<char>> target)
        {
            VBuffer<ReadOnlyMemory<char>> values = default;
            input.GetKeyValues(ref values);
            ReadOnlyMemory<char>[] keyValues = [.. values.DenseValues()];
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref target, pool.Count);
            for (int i = 0; i < pool.Count; i++)
            {
                editor.Values[i] = string.Join('|', pool[i].ToArray().Select(key => key > 0 && key <= keyValues.Length ? keyValues[key - 1].ToString() : "*")).AsMemory();
            }
            target = editor.Commit();
        }
    }
}
