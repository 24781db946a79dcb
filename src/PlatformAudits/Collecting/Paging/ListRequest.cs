using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Collecting.Paging;

/// <param name="Name">Its name in files and evidence, such as <c>memberships</c>.</param>
/// <param name="What">What it holds, for sentences, such as <c>organization memberships</c>.</param>
/// <param name="Path">Path and query of its first page, relative to the base address.</param>
public sealed record ListRequest(string Name, string What, string Path)
{
    /// <summary>What tells a row from others of the list; by default its <c>id</c> or <c>uri</c>.</summary>
    public Func<JsonRecord, string?> IdOf { get; init; } = row => row.Identity;
}
