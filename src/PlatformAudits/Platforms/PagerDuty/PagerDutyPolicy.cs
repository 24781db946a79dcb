using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>An escalation policy with its targets.</summary>
/// <param name="Id">The lasting identifier.</param>
/// <param name="Targets">The targets of all its rules: people and schedules.</param>
public sealed record PagerDutyPolicy(string Id, string? Name, IReadOnlyList<PagerDutyReference> Targets)
{
    /// <summary>How people speak of it.</summary>
    public string Label => Name is { Length: > 0 } ? Name : Id;

    /// <summary>The people who are targets themselves, each once, in the order of their ids.</summary>
    public IEnumerable<PagerDutyReference> People =>
        Targets
            .Where(t => t.Type is "user_reference" or "user")
            .GroupBy(t => t.Id, StringComparer.Ordinal)
            .Select(same => same.MaxBy(t => t.IsDeleted)!)
            .OrderBy(t => t.Id, StringComparer.Ordinal);

    /// <summary>Reads a policy of <c>GET /escalation_policies</c>.</summary>
    public static PagerDutyPolicy Read(JsonRecord row) =>
        new(
            row.GetString("id"),
            row.FindString("name") ?? row.FindString("summary"),
            [.. row.GetRecords("escalation_rules").SelectMany(rule => rule.GetRecords("targets")).Select(PagerDutyReference.Read)]
        );
}
