namespace TorchSharp;

/// <summary>Each thread's objects of one kind that wait to be used again.</summary>
internal static class FreeList<T>
    where T : class, FreeList<T>.IItem
{
    private const int Limit = 4096;

    [ThreadStatic]
    private static T? t_first;

    [ThreadStatic]
    private static int t_count;

    /// <summary>A place for the list's own link, null outside of it.</summary>
    public interface IItem
    {
        T? NextFree { get; set; }
    }

    /// <summary>An object that was given back, or null.</summary>
    public static T? Take()
    {
        T? item = t_first;
        if (item is not null)
        {
            (t_first, item.NextFree) = (item.NextFree, null);
            t_count--;
        }
        return item;
    }

    public static void Return(T item)
    {
        if (t_count < Limit)
        {
            (item.NextFree, t_first) = (t_first, item);
            t_count++;
        }
    }
}
