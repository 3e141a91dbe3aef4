using System.Reflection;

namespace ApiConformance;

/// <summary>A test of the embedded stack only: skipped where the real package answers.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EmbeddedFactAttribute : FactAttribute
{
    public EmbeddedFactAttribute(Type type)
    {
        string? company = type.Assembly.GetCustomAttribute<AssemblyCompanyAttribute>()?.Company;
        if (company != "The MultimodalML authors") { Skip = $"{type.Assembly.GetName().Name} is the package of {company}, whose API needs no comparison with itself."; }
    }
}
