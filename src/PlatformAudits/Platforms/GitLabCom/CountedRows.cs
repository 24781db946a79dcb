namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>A list as it was read, beside GitLab's own count of it.</summary>
/// <param name="Total">GitLab's count; null when it does not count, as in a list of more than 10,000 rows.</param>
internal sealed record CountedRows<T>(IReadOnlyList<T> Rows, long? Total)
{
    /// <summary>Whether there are as many rows as GitLab counts, or it does not count.</summary>
    public bool IsWhole => Total is null || Total == Rows.Count;
}
