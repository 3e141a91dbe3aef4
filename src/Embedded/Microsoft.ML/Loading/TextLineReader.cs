using System.Text;

namespace Microsoft.ML.Data;

/// <summary>The lines of text files that hold rows: without comments, empty lines and each file's header.</summary>
internal sealed class TextLineReader(IMultiStreamSource source, TextFormat format) : IDisposable
{
    private TextReader? _reader;
    private string? _pushedBack;
    private int _file = -1;

    public string Current { get; private set; } = "";

    /// <summary>Counted from 1 within the file.</summary>
    public long LineNumber { get; private set; }

    public string? Path => source.GetPathOrNull(_file);

    public bool Read()
    {
        while (true)
        {
            if (_reader is null && !OpenNext())
            {
                return false;
            }

            if (ReadLine(_reader!) is not { } line)
            {
                _reader!.Dispose();
                _reader = null;
            }
            else if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            {
                Current = line;
                return true;
            }
        }
    }

    /// <summary>The first line that is no comment: the header, where there is one.</summary>
    public static string? FirstLine(TextReader reader, TextFormat format)
    {
        string? line = reader.ReadLine();
        while (line is not null && (line.Length == 0 || line[0] == '#' || line.StartsWith("//", StringComparison.Ordinal)))
        {
            line = reader.ReadLine();
        }

        return line is not null && format.ReadMultilines ? Complete(line, reader, format) : line;
    }

    public void Dispose() => _reader?.Dispose();

    private bool OpenNext()
    {
        while (++_file < source.Count)
        {
            _reader = source.OpenTextReader(_file);
            LineNumber = 0;
            string? first = SkipComments();
            if (first is null)
            {
                _reader.Dispose();
                _reader = null;
                continue;
            }

            if (!format.HasHeader)
            {
                _pushedBack = first;
            }

            return true;
        }

        return false;
    }

    private string? SkipComments()
    {
        string? line = ReadLine(_reader!);
        while (line is not null && (line.Length == 0 || line[0] == '#' || line.StartsWith("//", StringComparison.Ordinal)))
        {
            line = ReadLine(_reader!);
        }

        return line;
    }

    private string? ReadLine(TextReader reader)
    {
        if (_pushedBack is { } first)
        {
            _pushedBack = null;
            return first;
        }

        LineNumber++;
        string? line = reader.ReadLine();
        return line is not null && format.ReadMultilines ? Complete(line, reader, format) : line;
    }

    // Goes on reading while a quoted field is open.
    private static string Complete(string line, TextReader reader, TextFormat format)
    {
        if (!IsOpen(line, format))
        {
            return line;
        }

        var whole = new StringBuilder(line);
        while (IsOpen(whole.ToString(), format))
        {
            string next = reader.ReadLine() ?? throw new EndOfStreamException("A quoted field was never closed: the file ends within it.");
            whole.Append('\n').Append(next);
        }

        return whole.ToString();
    }

    private static bool IsOpen(string line, TextFormat format)
    {
        bool isOpen = false;
        bool atStart = true;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (isOpen)
            {
                if (c == format.EscapeChar && i + 1 < line.Length && line[i + 1] == '"')
                {
                    i++;
                }
                else if (c == '"')
                {
                    isOpen = false;
                }
            }
            else if (c == '"' && atStart)
            {
                isOpen = true;
            }

            atStart = !isOpen && (Array.IndexOf(format.Separators, c) >= 0 || (atStart && c == ' '));
        }

        return isOpen;
    }
}
