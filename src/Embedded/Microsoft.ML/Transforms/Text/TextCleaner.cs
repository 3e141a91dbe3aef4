using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace Microsoft.ML.Transforms.Text;

/// <summary>Changes the case of a text and drops diacritics, punctuation or numbers.</summary>
internal readonly record struct TextCleaner(TextNormalizingEstimator.CaseMode CaseMode, bool KeepDiacritics, bool KeepPunctuations, bool KeepNumbers)
{
    // Latin, Greek and Cyrillic letters with a mark, and below each the letter without. The base library strips marks only where ICU is at hand.
    private const string Marked =
        "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵ" +
        "ĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵ" +
        "ǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳΆΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўѶѷӁӂӐӑӒӓӖӗ" +
        "ӚӛӜӝӞӟӢӣӤӥӦӧӪӫӬӭӮӯӰӱӲӳӴӵӸӹ";

    private const string Plain =
        "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeGgGgGgGgHhIiIiIiIiIJj" +
        "KkLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGg" +
        "NnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyΑΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуѴѵЖжАаАаЕе" +
        "ӘәЖжЗзИиИиОоӨөЭэУуУуУуЧчЫы";

    private static readonly FrozenDictionary<char, char> s_plain = Enumerable.Range(0, Marked.Length).ToFrozenDictionary(i => Marked[i], i => Plain[i]);

    /// <summary>The cleaned text: the same memory when nothing changed.</summary>
    public ReadOnlyMemory<char> Clean(ReadOnlyMemory<char> text)
    {
        if (text.IsEmpty)
        {
            return text;
        }
        char[] buffer = ArrayPool<char>.Shared.Rent(text.Length);
        int length = 0;
        foreach (char character in text.Span)
        {
            if (Keeps(character))
            {
                buffer[length++] = Map(character);
            }
        }
        Span<char> cleaned = buffer.AsSpan(0, length);
        ReadOnlyMemory<char> result = cleaned.SequenceEqual(text.Span) ? text : cleaned.ToString().AsMemory();
        ArrayPool<char>.Shared.Return(buffer);
        return result;
    }

    private bool Keeps(char character) =>
        (KeepPunctuations || !char.IsPunctuation(character))
        && (KeepNumbers || !char.IsNumber(character))
        && (KeepDiacritics || !IsMark(character));

    private static bool IsMark(char character) =>
        character is >= '\u0300' and <= '\u0670' && CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark;

    private char Map(char character)
    {
        char plain = !KeepDiacritics && character >= Marked[0] && s_plain.TryGetValue(character, out char found) ? found : character;
        return CaseMode switch
        {
            TextNormalizingEstimator.CaseMode.Lower => char.ToLowerInvariant(plain),
            TextNormalizingEstimator.CaseMode.Upper => char.ToUpperInvariant(plain),
            _ => plain,
        };
    }
}
