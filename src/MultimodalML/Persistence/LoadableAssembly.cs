using System.Reflection;

namespace MultimodalML.Persistence;

/// <summary>Stands for this library in ML.NET's catalog of components: an assembly with the one attribute that names <see cref="ModelLoader"/>.</summary>
/// <remarks>The attribute's type is internal to ML.NET, so it cannot be written on the real assembly.</remarks>
internal sealed class LoadableAssembly : Assembly
{
    private readonly Attribute _loader = ModelBridge.LoadableClass(
        typeof(Microsoft.ML.ITransformer), typeof(ModelLoader), "Multimodal transformers", ModelLoader.LoadName);

    public override string FullName => "MultimodalML.Loaders, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null";

    public override AssemblyName GetName(bool copiedName) => new(FullName);

    public override AssemblyName GetName() => new(FullName);

    public override Type[] GetTypes() => [];

    public override object[] GetCustomAttributes(bool inherit) => [_loader];

    // ML.NET casts the result to an array of the very type it asked for.
    public override object[] GetCustomAttributes(Type attributeType, bool inherit)
    {
        bool asked = attributeType.IsInstanceOfType(_loader);
        var found = (object[])Array.CreateInstance(attributeType, asked ? 1 : 0);
        if (asked)
        {
            found[0] = _loader;
        }

        return found;
    }
}
