using System.Globalization;
using System.IO.Compression;

namespace Datasets;

/// <summary>Reads a gzipped CSV of numbers: no header, one row an item, comma, decimal point.</summary>
public static class CsvMatrix
{
    /// <summary>The rows, all of one length.</summary>
    /// <exception cref="InvalidDataException">A row has another length than the first.</exception>
    public static float[][] Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var rows = new List<float[]>();
        while (reader.ReadLine() is { } line)
        {
            float[] row = [.. line.Split(',').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];
            if (rows.Count > 0 && row.Length != rows[0].Length)
            {
                throw new InvalidDataException($"{path}: row {rows.Count} has {row.Length} values, the rows before have {rows[0].Length}.");
            }

            rows.Add(row);
        }

        return [.. rows];
    }
}
