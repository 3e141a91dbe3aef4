namespace SimilaritySearch;

/// <summary>What the command line asked for.</summary>
internal sealed record RunSettings(bool Quick, DirectoryInfo Output, int Seed);
