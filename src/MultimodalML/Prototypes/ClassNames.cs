using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML.Persistence;

namespace MultimodalML.Prototypes;

/// <summary>The values behind a label's keys, as text. Keys without values have the names "1", "2" …</summary>
internal sealed class ClassNames
{
    private const string KeyValues = "KeyValues";

    private readonly KeyValueType? _type;

    private ClassNames(string[] names, KeyValueType? type) => (Names, _type) = (names, type);

    public IReadOnlyList<string> Names { get; }

    /// <summary>The names that a label column's annotations give.</summary>
    /// <exception cref="ArgumentException">They are no texts, numbers or Booleans.</exception>
    public static ClassNames From(DataViewSchema.Column label, int classCount)
    {
        if (label.Annotations.Schema.GetColumnOrNull(KeyValues) is not { } values)
        {
            return new ClassNames([.. Enumerable.Range(1, classCount).Select(Number)], null);
        }

        KeyValueType type = KeyValueType.All.FirstOrDefault(type => values.Type is VectorDataViewType vector && vector.ItemType.Equals(type.Type))
            ?? throw new ArgumentException($"The key values of label column '{label.Name}' are {values.Type}; texts, numbers and Booleans fit.", nameof(label));
        return new ClassNames(type.Read(label.Annotations, KeyValues), type);
    }

    /// <summary>Names that are texts.</summary>
    public static ClassNames OfTexts(IEnumerable<string> names) => new([.. names], KeyValueType.All[0]);

    public static ClassNames Read(BinaryReader reader)
    {
        int type = reader.ReadInt32();
        return type >= -1 && type < KeyValueType.All.Count
            ? new ClassNames(reader.ReadStrings(), type < 0 ? null : KeyValueType.All[type])
            : throw new InvalidDataException($"The model file is damaged: it has class names of type {type}.");
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_type is null ? -1 : KeyValueType.All.TakeWhile(type => type != _type).Count());
        writer.WriteStrings(Names);
    }

    /// <summary>The index of a class, or −1.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>These names and one more.</summary>
    /// <exception cref="ArgumentException">The name is no value of the type that the others have.</exception>
    public ClassNames With(string name)
    {
        if (_type is null && name != Number(Names.Count + 1))
        {
            throw new ArgumentException($"The classes have numbers and no names, so the next is '{Names.Count + 1}', not '{name}'.", nameof(name));
        }

        if (_type is not null && !_type.Accepts(name))
        {
            throw new ArgumentException($"The class names are {_type.Type} values, as the label's were; '{name}' is none.", nameof(name));
        }

        return new ClassNames([.. Names, name], _type);
    }

    /// <summary>Annotates a column with the values under a kind; without values it does nothing.</summary>
    public void AnnotateValues(DataViewSchema.Annotations.Builder builder, string kind = KeyValues) => _type?.Annotate(builder, kind, Names);

    /// <summary>Annotates a column's slots with the names, as text; without values it does nothing.</summary>
    public void AnnotateSlots(DataViewSchema.Annotations.Builder builder)
    {
        if (_type is not null)
        {
            KeyValueType.All[0].Annotate(builder, "SlotNames", Names);
        }
    }

    private static string Number(int key) => key.ToString(CultureInfo.InvariantCulture);
}
