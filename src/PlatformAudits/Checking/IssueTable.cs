namespace PlatformAudits.Checking;

/// <summary>A table of the issue: what a template finds under <c>tables.NAME</c>.</summary>
/// <param name="Name">Its name in snake case.</param>
/// <param name="IsAppendix">Whether it goes first when the issue would become too long.</param>
/// <param name="Rows">Its rows, in a lasting order. They are only taken as far as there is room.</param>
public sealed record IssueTable(string Name, bool IsAppendix, IEnumerable<IssueRow> Rows)
{
    /// <summary>What is said where it has no row.</summary>
    public string Without { get; init; } = "Nobody.";
}

/// <summary>A row of a table.</summary>
/// <param name="Key">The finding that people's cells of the row are kept by, or null when it has none.</param>
/// <param name="Cells">
/// The cells by name in snake case. They hold the vendor's text as it came; it is encoded before a template sees it.
/// </param>
public sealed record IssueRow(FindingKey? Key, IReadOnlyDictionary<string, string?> Cells)
{
    /// <summary>
    /// Cells that hold a link which people can click, by name in snake case: an https address, or null for none. They see its host.
    /// </summary>
    public IReadOnlyDictionary<string, Uri?> Links { get; init; } = new Dictionary<string, Uri?>();
}
