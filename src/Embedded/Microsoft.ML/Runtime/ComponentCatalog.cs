using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>Which class loads what, by the signature in a model file. Assemblies say it with <see cref="LoadableClassAttribute"/>.</summary>
public sealed class ComponentCatalog
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _assemblies = [];
    private readonly List<Assembly> _scanned = [];
    private readonly Dictionary<(string Name, Type Signature), LoadableClass> _classes = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>Makes the loadable classes of an assembly known. A second time, by full name, does nothing.</summary>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (_lock)
        {
            if (!_assemblies.Add(assembly.FullName ?? assembly.ToString()!))
            {
                return;
            }

            _scanned.Add(assembly);
            foreach (LoadableClassAttributeBase attribute in assembly.GetCustomAttributes(typeof(LoadableClassAttributeBase), inherit: false))
            {
                Add(attribute, throwOnError);
            }
        }
    }

    /// <summary>The type that an assembly has marked with an attribute of that kind and contract name, made new; null if there is none.</summary>
    internal object? CreateExtension(Type attributeType, string contractName)
    {
        lock (_lock)
        {
            Type? type = _scanned.SelectMany(a => a.GetTypes()).FirstOrDefault(t => t.IsClass
                && t.GetCustomAttributes(attributeType, inherit: false).Cast<ExtensionBaseAttribute>().Any(a => a.ContractName == contractName));
            return type is null ? null : Activator.CreateInstance(type, nonPublic: true);
        }
    }

    /// <summary>Makes what is registered under a name; null if nothing is.</summary>
    internal object? CreateInstance(IHostEnvironment environment, Type signature, string name, params object[] arguments)
    {
        LoadableClass? found;
        lock (_lock)
        {
            _classes.TryGetValue((name.ToLowerInvariant(), signature), out found);
        }

        return found?.Create(environment, arguments);
    }

    private void Add(LoadableClassAttributeBase attribute, bool throwOnError)
    {
        LoadableClass? loadable = LoadableClass.Find(attribute);
        if (loadable is null)
        {
            if (throwOnError)
            {
                throw new InvalidOperationException($"Can't instantiate loadable class '{attribute.InstanceType.Name}' with name '{attribute.LoadNames[0]}': "
                    + $"{attribute.LoaderType} has no fitting constructor and no static method Create that returns {attribute.InstanceType}.");
            }

            return;
        }

        foreach ((string name, Type signature) in attribute.LoadNames.SelectMany(n => attribute.SigTypes.Select(s => (n.ToLowerInvariant(), s))))
        {
            if (!_classes.TryAdd((name, signature), loadable) && throwOnError)
            {
                throw new InvalidOperationException($"ComponentCatalog cannot map name '{name}' and SignatureType '{signature}' to {attribute.InstanceType.Name}: the name is taken.");
            }
        }
    }

    private sealed class LoadableClass(MethodBase maker, bool needsEnvironment)
    {
        private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic;

        public object Create(IHostEnvironment environment, object[] arguments)
        {
            object[] all = needsEnvironment ? [environment, .. arguments] : arguments;
            try
            {
                return maker is ConstructorInfo constructor ? constructor.Invoke(all) : maker.Invoke(null, all)!;
            }
            catch (TargetInvocationException error) when (ModelFormat.IsOwnError(error.InnerException))
            {
                throw new InvalidOperationException($"Error during class instantiation: {error.InnerException!.Message}", error.InnerException);
            }
        }

        /// <summary>The more visible of a constructor and a static method Create; an environment may come first among the arguments.</summary>
        public static LoadableClass? Find(LoadableClassAttributeBase attribute)
        {
            var candidates = new List<LoadableClass>();
            foreach (bool withEnvironment in new[] { false, true })
            {
                Type[] parameters = withEnvironment ? [typeof(IHostEnvironment), .. attribute.CtorTypes] : attribute.CtorTypes;
                MethodInfo? create = attribute.LoaderType.GetMethod("Create", Any | BindingFlags.Static | BindingFlags.FlattenHierarchy, null, parameters, null);
                if (create is not null && create.ReturnType == attribute.InstanceType)
                {
                    candidates.Add(new LoadableClass(create, withEnvironment));
                }

                if (attribute.InstanceType.IsAssignableFrom(attribute.LoaderType)
                    && attribute.LoaderType.GetConstructor(Any | BindingFlags.Instance, null, parameters, null) is { } constructor)
                {
                    candidates.Add(new LoadableClass(constructor, withEnvironment));
                }
            }

            return candidates.OrderByDescending(c => c.Visibility).FirstOrDefault();
        }

        private int Visibility => maker.IsPublic ? 2 : maker.IsAssembly ? 1 : 0;
    }
}
