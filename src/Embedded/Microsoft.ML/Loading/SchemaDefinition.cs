using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Which members of a class are which columns. What attributes say can be changed here at run time.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    public Column this[string columnName]
    {
        get => Find(c => c.ColumnName == columnName)!;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.ColumnName != columnName)
            {
                throw new ArgumentException($"The column name is specified as '{value.ColumnName}' but must match the selector '{columnName}'.", nameof(columnName));
            }

            int index = FindIndex(c => c.ColumnName == columnName);
            if (index >= 0)
            {
                this[index] = value;
            }
            else
            {
                Add(value);
            }
        }
    }

    /// <param name="userType">A class with public fields and properties.</param>
    /// <param name="direction">Read: members that can be read; Write: members that can be set.</param>
    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        ArgumentNullException.ThrowIfNull(userType);
        var definition = new SchemaDefinition();
        foreach (MemberInfo member in Members(userType, direction))
        {
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            if (definition.Exists(c => c.ColumnName == name))
            {
                throw new ArgumentException($"Duplicate column name '{name}' detected, this is disallowed", nameof(userType));
            }

            definition.Add(new Column(member.Name, ColumnTypeOf(member), name));
        }

        return definition;
    }

    private static IEnumerable<MemberInfo> Members(Type type, Direction direction)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<MemberInfo> fields = type.GetFields(Public).Where(f => f.FieldType != typeof(IChannel));
        IEnumerable<MemberInfo> properties = type.GetProperties(Public).Where(p => p.GetIndexParameters().Length == 0 && p.PropertyType != typeof(IChannel)
            && ((direction.HasFlag(Direction.Read) && p.GetGetMethod() is not null) || (direction.HasFlag(Direction.Write) && p.GetSetMethod() is not null)));
        return fields.Concat(properties).Where(m => m.GetCustomAttribute<NoColumnAttribute>() is null);
    }

    private static DataViewType ColumnTypeOf(MemberInfo member)
    {
        (Type item, bool isVector) = RowDefinition.ItemOf(member);
        PrimitiveDataViewType type = PrimitiveTypes.FromRawType(item)
            ?? throw new ArgumentException($"Could not determine an IDataView type for member {member.Name} of type {RowDefinition.TypeOf(member)}", nameof(member));
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key)
        {
            type = KeyDataViewType.IsValidDataType(item)
                ? key.KeyCount.ToType(item)
                : throw new ArgumentException($"Member {member.Name} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type", nameof(member));
        }

        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        if (!isVector)
        {
            return vector is null
                ? type
                : throw new ArgumentException($"Member {member.Name} marked with VectorTypeAttribute, but does not appear to be a vector type", nameof(member));
        }

        return vector is { Dimensions.Length: > 0 } ? new VectorDataViewType(type, vector.Dimensions) : new VectorDataViewType(type);
    }

    public sealed class Column
    {
        private readonly Dictionary<string, (DataViewType Type, Delegate Getter)> _annotations = [];

        internal Column(string memberName, DataViewType columnType, string columnName) => (MemberName, ColumnType, ColumnName) = (memberName, columnType, columnName);

        public string MemberName { get; }

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                foreach ((string kind, (DataViewType type, Delegate getter)) in _annotations)
                {
                    builder.Add(kind, type, getter);
                }

                return builder.ToAnnotations();
            }
        }

        /// <param name="kind">What the annotation says, such as "SlotNames".</param>
        /// <param name="value">The value; arrays and <see cref="VBuffer{T}"/> for vectors, strings for text.</param>
        /// <param name="annotationType">Its type.</param>
        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            ArgumentException.ThrowIfNullOrEmpty(kind);
            ArgumentNullException.ThrowIfNull(annotationType);
            if (!_annotations.TryAdd(kind, (annotationType, AnnotationValue.Getter(value, annotationType))))
            {
                throw new InvalidOperationException($"Column already contains an annotation of this kind: '{kind}'.");
            }
        }

        internal void CopyAnnotations(DataViewSchema.Annotations annotations)
        {
            foreach (DataViewSchema.Column column in annotations.Schema)
            {
                _annotations[column.Name] = (column.Type, annotations.GetterOf(column));
            }
        }
    }

    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }
}
