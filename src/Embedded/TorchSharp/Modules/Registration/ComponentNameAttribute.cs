namespace TorchSharp.Utils;

/// <summary>The name under which a field's parameter, buffer or module is registered, where that is not the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
