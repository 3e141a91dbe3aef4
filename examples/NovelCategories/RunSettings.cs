namespace NovelCategories;

/// <summary>What the command line asked for.</summary>
internal sealed record RunSettings(bool Quick, DirectoryInfo Data, DirectoryInfo Output, int Repeats, int Seed);
