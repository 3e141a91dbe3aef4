using System.Reflection;

namespace ApiConformance;

/// <summary>What an assembly shows that the real package's list has not.</summary>
internal static class ApiComparison
{
    /// <summary>Lines of the assembly that the list lacks. A type needs the same kind, and bases that are some of the listed ones.</summary>
    public static IReadOnlyList<string> Unlisted(Assembly assembly, string listFile)
    {
        string[] listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, listFile));
        var members = listed.ToHashSet(StringComparer.Ordinal);
        Dictionary<string, string> types = listed.Where(IsTypeLine).ToDictionary(TypeName, StringComparer.Ordinal);
        return [.. ApiList.Lines(assembly).Where(line => !members.Contains(line) && !(IsTypeLine(line) && Narrows(line, types))).Order(StringComparer.Ordinal)];
    }

    private static bool Narrows(string line, Dictionary<string, string> types)
    {
        if (!types.TryGetValue(TypeName(line), out string? real)) { return false; }
        (string kind, string[] bases) = KindAndBases(line);
        (string realKind, string[] realBases) = KindAndBases(real);
        return kind == realKind && bases.All(realBases.Contains);
    }

    private static bool IsTypeLine(string line)
    {
        string[] words = Description(line).Split(" : ")[0].Split(' ');
        return words is ["class" or "struct" or "enum" or "interface"] or ["static" or "abstract" or "sealed", "class"];
    }

    private static (string Kind, string[] Bases) KindAndBases(string line)
    {
        string[] parts = Description(line).Split(" : ");
        return (parts[0], parts.Length == 1 ? [] : SplitTopLevel(parts[1]));
    }

    // "A<B, C>, D" is two bases: commas inside angle brackets do not count.
    private static string[] SplitTopLevel(string bases)
    {
        var names = new List<string>();
        (int depth, int start) = (0, 0);
        for (int i = 0; i < bases.Length; i++)
        {
            depth += bases[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (bases[i] == ',' && depth == 0)
            {
                names.Add(bases[start..i].Trim());
                start = i + 1;
            }
        }
        names.Add(bases[start..].Trim());
        return [.. names];
    }

    private static string TypeName(string line) => line.Split(" | ")[0];

    private static string Description(string line) => line.Split(" | ")[1];
}
