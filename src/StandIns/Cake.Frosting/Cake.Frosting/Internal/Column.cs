namespace Cake.Frosting.Internal;

/// <summary>The first column of the tables on the console.</summary>
internal static class Column
{
    private const int LeastWidth = 29;

    /// <summary>Characters: room for the longest name and a space.</summary>
    public static int WidthOf(IEnumerable<string> names) => names.Aggregate(LeastWidth, (width, name) => Math.Max(width, name.Length)) + 1;
}
