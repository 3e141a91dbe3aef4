using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Numerics;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(PrincipalComponentAnalysisTransformer), null, typeof(SignatureLoadModel), "", PrincipalComponentAnalysisTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Maps a vector to its components: directions · (x − mean), the mean only where asked for.</summary>
public sealed class PrincipalComponentAnalysisTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "PcaTransform";
    internal const string Expected = "known-size vector of Single of two or more items";
    private static readonly VersionInfo s_version = VersionInfo.First("PCA FUNC", LoaderSignature);
    private readonly Projection[] _projections;

    internal PrincipalComponentAnalysisTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, Projection[] projections)
        : base(env.Register(LoaderSignature), columns) => _projections = projections;

    private PrincipalComponentAnalysisTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _projections = [.. ColumnPairs.Select(_ => Projection.Load(ctx.Reader))];

    internal static void Require(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType { Size: > 1 } vector || !vector.ItemType.Equals(NumberDataViewType.Single))
        {
            throw SchemaErrors.Mismatch("inputSchema", "input", column.Name, Expected, column.Type.ToString()!);
        }
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new PrincipalComponentAnalysisTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        foreach (Projection projection in _projections)
        {
            projection.Save(ctx.Writer);
        }
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <summary>Directions, and the mean's component along each.</summary>
    internal sealed record Projection(float[][] Vectors, float[] Offsets)
    {
        public int Dimension => Vectors[0].Length;

        public void Save(BinaryWriter writer)
        {
            writer.Write(Vectors.Length);
            writer.Write(Dimension);
            foreach (float value in Vectors.SelectMany(v => v).Concat(Offsets))
            {
                writer.Write(value);
            }
        }

        public static Projection Load(BinaryReader reader)
        {
            (int rank, int dimension) = (reader.ReadInt32(), reader.ReadInt32());
            ModelFormat.Check(rank > 0 && dimension > 0 && (long)rank * dimension <= reader.BaseStream.Length, $"Corrupt model file: {rank} components of {dimension} slots.");
            float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => reader.ReadSingle())];
            return new Projection([.. Enumerable.Range(0, rank).Select(_ => Floats(dimension))], Floats(rank));
        }
    }

    private sealed class Mapper : OneToOneRowMapper
    {
        private readonly PrincipalComponentAnalysisTransformer _owner;

        public Mapper(PrincipalComponentAnalysisTransformer owner, DataViewSchema schema)
            : base(schema, owner.InputColumns(schema))
        {
            _owner = owner;
            for (int i = 0; i < Inputs.Length; i++)
            {
                Require(Inputs[i]);
                int dimension = owner._projections[i].Dimension;
                if (Inputs[i].Type.ValueCount != dimension)
                {
                    throw SchemaErrors.Mismatch(nameof(schema), "input", Inputs[i].Name, new VectorDataViewType(NumberDataViewType.Single, dimension).ToString(), Inputs[i].Type.ToString()!);
                }
            }
        }

        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn) =>
            new(_owner.ColumnPairs[outputColumn].outputColumnName, new VectorDataViewType(NumberDataViewType.Single, _owner._projections[outputColumn].Vectors.Length));

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn)
        {
            ValueGetter<VBuffer<float>> getSource = input.GetGetter<VBuffer<float>>(Inputs[outputColumn]);
            (float[][] vectors, float[] offsets) = _owner._projections[outputColumn];
            VBuffer<float> source = default;
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> target) =>
            {
                getSource(ref source);
                VBufferEditor<float> editor = VBufferEditor.Create(ref target, vectors.Length);
                for (int i = 0; i < vectors.Length; i++)
                {
                    editor.Values[i] = VectorProducts.Dot(vectors[i], source) - offsets[i];
                }
                target = editor.Commit();
            });
        }
    }
}
