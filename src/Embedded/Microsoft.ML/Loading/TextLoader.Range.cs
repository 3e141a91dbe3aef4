namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    /// <summary>Fields of a line, counted from 0.</summary>
    public sealed class Range
    {
        public int Min;

        /// <summary>The last field; null: the one field <see cref="Min"/>, or as the flags say.</summary>
        public int? Max;

        /// <summary>To the last field of the line; how many that are, a sample of the data or <see cref="Options.InputSize"/> tells.</summary>
        public bool AutoEnd;

        /// <summary>To the last field of each line, however many it has.</summary>
        public bool VariableEnd;

        /// <summary>All fields that no other column has.</summary>
        public bool AllOther;

        /// <summary>One field makes a vector of length 1.</summary>
        public bool ForceVector;

        public Range()
        {
        }

        public Range(int index)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            Min = index;
            Max = index;
        }

        public Range(int min, int? max)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(min);
            if (max < min)
            {
                throw new ArgumentException($"The last field, {max}, must be no less than the first, {min}.", nameof(max));
            }

            Min = min;
            Max = max;
            ForceVector = true;
            AutoEnd = max is null;
        }
    }
}
