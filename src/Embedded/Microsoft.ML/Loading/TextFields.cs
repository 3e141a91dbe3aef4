using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>The fields of a line. Fields that are not there, as in the sparse part of a line, are empty.</summary>
internal sealed class TextFields(TextFormat format)
{
    private readonly bool _spaceSeparates = Array.IndexOf(format.Separators, ' ') >= 0;
    private readonly StringBuilder _unquoted = new();
    private ReadOnlyMemory<char>[] _fields = new ReadOnlyMemory<char>[16];
    private int[] _indices = new int[16];
    private int _stored;

    /// <summary>Fields of the line, with those that are not stored.</summary>
    public int Length { get; private set; }

    /// <summary>Fields stored, in ascending order.</summary>
    public ReadOnlySpan<int> StoredIndices => _indices.AsSpan(0, _stored);

    public ReadOnlyMemory<char> this[int index]
    {
        get
        {
            // Up to the sparse part, the position is the index.
            int at = index < _stored && _indices[index] == index ? index : StoredIndices.BinarySearch(index);
            return at >= 0 ? _fields[at] : default;
        }
    }

    public ReadOnlyMemory<char> Stored(int position) => _fields[position];

    /// <exception cref="FormatException">The sparse part of the line is malformed.</exception>
    public void Split(string line)
    {
        _stored = 0;
        Length = 0;
        int end = line.Length;
        while (format.TrimWhitespace && end > 0 && char.IsWhiteSpace(line[end - 1]))
        {
            end--;
        }

        int at = 0;
        int sparseBase = -1;
        bool goesOn = true;
        while (goesOn)
        {
            goesOn = Next(line, end, ref at, out ReadOnlyMemory<char> field, out int index);
            if (index < 0)
            {
                if (sparseBase >= 0)
                {
                    throw new FormatException($"A field without index follows the sparse part of the line '{line}'.");
                }

                Add(_stored, field);
                Length = _stored;
                continue;
            }

            if (sparseBase < 0)
            {
                // The field before the first index is the length of the sparse part.
                sparseBase = _stored - 1;
                if (sparseBase < 0 || !int.TryParse(_fields[sparseBase].Span, out int length) || length < 0)
                {
                    throw new FormatException($"The sparse part of the line '{line}' does not begin with its length.");
                }

                _stored--;
                Length = sparseBase + length;
            }

            if (sparseBase + index >= Length || (_stored > sparseBase && _indices[_stored - 1] >= sparseBase + index))
            {
                throw new FormatException($"Index {index} in the sparse part of the line '{line}' is out of order, or not below its length, {Length - sparseBase}.");
            }

            Add(sparseBase + index, field);
        }
    }

    private void Add(int index, ReadOnlyMemory<char> field)
    {
        if (_stored == _fields.Length)
        {
            Array.Resize(ref _fields, 2 * _stored);
            Array.Resize(ref _indices, 2 * _stored);
        }

        _indices[_stored] = index;
        _fields[_stored++] = field;
    }

    // Reads one field; false: it was the line's last.
    private bool Next(string line, int end, ref int at, out ReadOnlyMemory<char> field, out int index)
    {
        SkipSpaces(line, end, ref at);
        index = format.AllowSparse ? ReadIndex(line, end, ref at) : -1;
        if (at < end && line[at] == '"' && format.AllowQuoting)
        {
            field = ReadQuoted(line, end, ref at);
        }
        else
        {
            int length = format.Separators.Length == 1
                ? line.AsSpan(at, end - at).IndexOf(format.Separators[0])
                : line.AsSpan(at, end - at).IndexOfAny(format.Separators);
            length = length < 0 ? end - at : length;
            field = line.AsMemory(at, length);
            at += length;
        }

        return at++ < end;
    }

    private void SkipSpaces(string line, int end, ref int at)
    {
        while (!_spaceSeparates && at < end && line[at] == ' ')
        {
            at++;
        }
    }

    private int ReadIndex(string line, int end, ref int at)
    {
        int digits = at;
        while (digits < end && digits - at < 9 && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        if (digits == at || digits >= end || line[digits] != ':')
        {
            return -1;
        }

        int index = int.Parse(line.AsSpan(at, digits - at), CultureInfo.InvariantCulture);
        at = digits + 1;
        SkipSpaces(line, end, ref at);
        return index;
    }

    // A field that is not closed, or has text after the closing quote, is empty.
    private ReadOnlyMemory<char> ReadQuoted(string line, int end, ref int at)
    {
        _unquoted.Clear();
        bool isClosed = false;
        for (at++; at < end && !isClosed; at++)
        {
            char c = line[at];
            if (c == format.EscapeChar && at + 1 < end && line[at + 1] == '"')
            {
                _unquoted.Append('"');
                at++;
            }
            else if (c == '"')
            {
                isClosed = true;
            }
            else
            {
                _unquoted.Append(c);
            }
        }

        bool isClean = isClosed;
        for (; at < end && Array.IndexOf(format.Separators, line[at]) < 0; at++)
        {
            isClean &= line[at] == ' ';
        }

        return isClean && _unquoted.Length > 0 ? _unquoted.ToString().AsMemory() : default;
    }
}
