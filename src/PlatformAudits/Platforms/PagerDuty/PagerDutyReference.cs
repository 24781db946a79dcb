using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>How one record refers to another.</summary>
/// <param name="Type">Its type as the vendor writes it, such as <c>user_reference</c>.</param>
/// <param name="IsDeleted">Whether the vendor says that it was deleted: <c>deleted_at</c>, which is undocumented (PagerDuty/go-pagerduty
/// issue 509).</param>
public sealed record PagerDutyReference(string Id, string? Name, string? Type, bool IsDeleted)
{
    /// <summary>Reads a reference or an embedded record.</summary>
    public static PagerDutyReference Read(JsonRecord row) =>
        new(
            row.GetString("id"),
            row.FindString("summary") ?? row.FindString("name"),
            row.FindString("type"),
            row.FindString("deleted_at") is not null
        );
}
