namespace Microsoft.ML;

internal abstract class LoadableClassAttributeBase : Attribute
{
    protected LoadableClassAttributeBase(string? summary, Type instType, Type loaderType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames)
    {
        if (sigTypes.Length == 0 || Array.Exists(sigTypes, s => s.BaseType != typeof(MulticastDelegate)))
        {
            throw new ArgumentException("The signature types of a loadable class are delegate types, at least one.", nameof(sigTypes));
        }

        Summary = summary;
        InstanceType = instType;
        LoaderType = loaderType;
        ArgType = argType;
        SigTypes = sigTypes;
        UserName = userName;
        LoadNames = loadNames.Length > 0 ? loadNames : [userName];
        IEnumerable<Type> parameters = sigTypes[0].GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType);
        CtorTypes = [.. argType is null ? [] : new[] { argType }, .. parameters];
    }

    public Type InstanceType { get; }

    /// <summary>Has the constructor, or the static method Create, that makes the instance.</summary>
    public Type LoaderType { get; }

    public Type? ArgType { get; }

    public Type[] SigTypes { get; }

    /// <summary>What the maker takes, after an <see cref="Microsoft.ML.Runtime.IHostEnvironment"/> if it wants one.</summary>
    public Type[] CtorTypes { get; }

    public string? Summary { get; }

    public string UserName { get; }

    public string[] LoadNames { get; }
}
