namespace Microsoft.ML;

/// <summary>Writes the current row's value of one column. A vector is written into the arrays that <paramref name="value"/> brings.</summary>
public delegate void ValueGetter<TValue>(ref TValue value);
