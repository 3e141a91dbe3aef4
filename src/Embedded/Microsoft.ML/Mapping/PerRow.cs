namespace Microsoft.ML.Data;

/// <summary>Runs work at most once for a row, however many getters want its result.</summary>
internal static class PerRow
{
    /// <summary>An action to call first in each getter that needs the result of <paramref name="work"/>.</summary>
    public static Action Once(DataViewRow row, Action work)
    {
        long done = -1;
        return () =>
        {
            long position = row.Position;
            if (position != done)
            {
                work();
                done = position;
            }
        };
    }
}
