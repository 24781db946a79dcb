namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The vendor's ids, which are whole numbers as text.</summary>
internal static class ZendeskIds
{
    /// <summary>The order of the numbers.</summary>
    public static IComparer<string> Order { get; } =
        Comparer<string>.Create(
            (one, other) => one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(one, other)
        );
}
