namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    public class Options
    {
        /// <summary>Whether a field may be in double quotes, and then hold separators.</summary>
        public bool AllowQuoting;

        /// <summary>Whether a line may end in a sparse part: its length, then index:value.</summary>
        public bool AllowSparse;

        /// <summary>How many fields a line has; null: the columns tell, or a sample of the data.</summary>
        public int? InputSize;

        public char[] Separators = ['\t'];

        public char DecimalMarker = '.';

        public Column[]? Columns;

        /// <summary>Whether spaces at the end of a line are dropped.</summary>
        public bool TrimWhitespace;

        /// <summary>Whether the first line names the fields.</summary>
        public bool HasHeader;

        /// <summary>Lines may be parsed ahead on other threads; does not change what is loaded.</summary>
        public bool UseThreads = true;

        /// <summary>Whether a quoted field may hold line ends.</summary>
        public bool ReadMultilines;

        /// <summary>A file whose first line names the fields of the others.</summary>
        public string? HeaderFile;

        /// <summary>Rows after which loading stops.</summary>
        public long? MaxRows;

        /// <summary>What makes a quote within a quoted field be part of it.</summary>
        public char EscapeChar = '"';

        /// <summary>Whether an empty or absent real number is NaN; else it is 0.</summary>
        public bool MissingRealsAsNaNs;

        public Options()
        {
        }
    }
}
