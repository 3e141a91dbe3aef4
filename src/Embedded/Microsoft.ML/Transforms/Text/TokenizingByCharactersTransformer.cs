using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Text;

[assembly: LoadableClass(typeof(ITransformer), typeof(TokenizingByCharactersTransformer), null, typeof(SignatureLoadModel), "", TokenizingByCharactersTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Text;

/// <summary>Maps a text to the keys of its characters, between a start (0x02) and an end (0x03) marker where asked for; 0x1F stands between the texts of a vector.</summary>
public sealed class TokenizingByCharactersTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "CharToken";
    private const ushort TextStart = 0x02;
    private const ushort TextEnd = 0x03;
    private const ushort UnitSeparator = 0x1F;
    private static readonly VersionInfo s_version = VersionInfo.First("CHARTOKN", LoaderSignature);
    private static readonly Lazy<ReadOnlyMemory<char>[]> s_names = new(() => [.. Enumerable.Range(1, ushort.MaxValue).Select(code => Name((char)code).AsMemory())]);
    private readonly bool _useMarkerCharacters;

    internal TokenizingByCharactersTransformer(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, bool useMarkerCharacters)
        : base(env.Register(LoaderSignature), columns) => _useMarkerCharacters = useMarkerCharacters;

    private TokenizingByCharactersTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _useMarkerCharacters = ctx.Reader.ReadBoolean();

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new TokenizingByCharactersTransformer(env.Register(LoaderSignature), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        ctx.Writer.Write(_useMarkerCharacters);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    // What cannot be seen goes by its control picture.
    private static string Name(char character) =>
        character <= ' ' ? $"<{(char)(character + '\u2400')}>"
        : character == '\u007F' ? "<\u2421>"
        : char.IsSurrogate(character) ? $"\\u{(int)character:X4}"
        : character.ToString();

    private sealed class Mapper(TokenizingByCharactersTransformer owner, DataViewSchema schema)
        : OneToOneRowMapper(schema, TextColumns.Require(owner.InputColumns(schema)))
    {
        protected override DataViewSchema.DetachedColumn OutputColumn(int outputColumn)
        {
            DataViewSchema.Annotations.Builder annotations = Inputs[outputColumn].Keep(AnnotationKinds.SlotNames);
            annotations.Add(AnnotationKinds.KeyValues, new VectorDataViewType(TextDataViewType.Instance, ushort.MaxValue), (ref VBuffer<ReadOnlyMemory<char>> target) =>
                VBuffer<ReadOnlyMemory<char>>.Copy(s_names.Value, 0, ref target, ushort.MaxValue));
            return new(owner.ColumnPairs[outputColumn].outputColumnName, new VectorDataViewType(new KeyDataViewType(typeof(ushort), ushort.MaxValue)), annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow input, int outputColumn)
        {
            var texts = new List<ReadOnlyMemory<char>>();
            Action read = TextColumns.CreateReader(input, Inputs[outputColumn], texts);
            bool isVector = Inputs[outputColumn].Type is VectorDataViewType;
            var keys = new List<ushort>();
            return (ValueGetter<VBuffer<ushort>>)((ref VBuffer<ushort> target) =>
            {
                read();
                keys.Clear();
                bool hasMarkers = owner._useMarkerCharacters && (isVector || !texts[0].IsEmpty);
                AddIf(hasMarkers, TextStart, keys);
                for (int i = 0; i < texts.Count; i++)
                {
                    AddIf(i > 0 && !texts[i].IsEmpty, UnitSeparator, keys);
                    foreach (char character in texts[i].Span)
                    {
                        keys.Add(character);
                    }
                }
                AddIf(hasMarkers, TextEnd, keys);
                TextColumns.Write(keys, ref target);
            });
        }

        private static void AddIf(bool condition, ushort key, List<ushort> keys)
        {
            if (condition)
            {
                keys.Add(key);
            }
        }
    }
}
