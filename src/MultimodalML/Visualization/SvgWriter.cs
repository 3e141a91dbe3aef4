using System.Globalization;
using System.Text;
using System.Xml;

namespace MultimodalML.Visualization;

/// <summary>Writes an SVG document, element by element; names and texts are escaped.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;

    public SvgWriter(int width, int height, string title)
    {
        _xml = XmlWriter.Create(_text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" });
        _xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attributes(
            ("width", Number(width)), ("height", Number(height)), ("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("role", "img"), ("aria-label", title),
            ("font-family", "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"));
        Title(title);
    }

    public void Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name);
        Attributes(attributes);
    }

    public void Close() => _xml.WriteEndElement();

    public void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, attributes);
        Close();
    }

    public void Text(string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open("text", attributes);
        _xml.WriteString(Valid(text));
        Close();
    }

    /// <summary>What a screen reader, or a pointer that rests there, gives for the element just opened.</summary>
    public void Title(string text)
    {
        if (text.Length > 0)
        {
            _xml.WriteElementString("title", Valid(text));
        }
    }

    public string Finish()
    {
        _xml.WriteEndElement();
        _xml.Flush();
        return _text.Append('\n').ToString();
    }

    /// <summary>A length in pixels, to a hundredth.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Writes a file that appears whole or not at all.</summary>
    public static void Save(string path, string svg)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, svg);
        File.Move(temporary, path, overwrite: true);
    }

    private void Attributes(params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach ((string name, string value) in attributes)
        {
            if (value.Length > 0)
            {
                _xml.WriteAttributeString(name, Valid(value));
            }
        }
    }

    /// <summary>Characters that XML cannot hold become U+FFFD.</summary>
    private static string Valid(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // a lone surrogate comes as U+FFFD
        {
            bool allowed = rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value);
            valid.Append(allowed ? rune.ToString() : "\uFFFD");
        }
        return valid.ToString();
    }
}
