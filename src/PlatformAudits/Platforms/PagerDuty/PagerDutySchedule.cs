using System.Globalization;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>
/// A schedule with those who can be on call by it. There are two kinds with one space of ids: layer-based ones in <c>/schedules</c>,
/// shift-based ones in <c>/v3/schedules</c>;
/// neither list gives the other's.
/// </summary>
/// <param name="Id">The lasting identifier.</param>
/// <param name="Name">The name, which may change.</param>
/// <param name="Kind"><c>layers</c> or <c>shifts</c>.</param>
/// <param name="Members">Those who can be on call, each once, in the order of their ids; null when the vendor did not say who they
/// are.</param>
public sealed record PagerDutySchedule(string Id, string? Name, string Kind, IReadOnlyList<PagerDutyReference>? Members)
{
    /// <summary>How people speak of it.</summary>
    public string Label => Name is { Length: > 0 } ? Name : Id;

    /// <summary>
    /// Reads a layer-based schedule with its layers. Its <c>users</c> are not read: they also come from layers that have ended.
    /// </summary>
    /// <param name="asOf">The time at which a layer must not have ended.</param>
    public static PagerDutySchedule ReadLayers(JsonRecord row, DateTimeOffset asOf) =>
        new(
            row.GetString("id"),
            row.FindString("name") ?? row.FindString("summary"),
            "layers",
            row.FindRecords("schedule_layers") is { } layers
                ? EachOnce(
                    layers
                        .Where(layer => !HasEnded(layer.FindString("end"), asOf))
                        .SelectMany(layer => layer.GetRecords("users"))
                        .Select(user => PagerDutyReference.Read(user.GetRecord("user")))
                )
                : null
        );

    /// <summary>
    /// Reads a shift-based schedule with its rotations. Its members are bare ids; an empty place in a rotation has none.
    /// </summary>
    /// <param name="asOf">The time at which an event must not have ended.</param>
    public static PagerDutySchedule ReadShifts(JsonRecord row, DateTimeOffset asOf) =>
        new(
            row.GetString("id"),
            row.FindString("name") ?? row.FindString("summary"),
            "shifts",
            row.FindRecords("rotations") is { } rotations
                ? EachOnce(
                    rotations
                        .SelectMany(rotation => rotation.GetRecords("events"))
                        .Where(shift => !HasEnded(shift.FindString("effective_until"), asOf))
                        .SelectMany(shift => shift.GetRecord("assignment_strategy").GetRecords("members"))
                        .Where(member => member.FindString("type") != "empty_member")
                        .Select(member => new PagerDutyReference(member.GetString("user_id"), null, "user_member", IsDeleted: false))
                )
                : null
        );

    /// <summary>This schedule with the members of another record of it, if there is one.</summary>
    public PagerDutySchedule With(PagerDutySchedule? other) =>
        other is null
            ? this
            : this with
            {
                Kind = Kind == other.Kind ? Kind : $"{Kind} and {other.Kind}",
                Members = Members is null || other.Members is null ? null : EachOnce([.. Members, .. other.Members]),
            };

    /// <summary>A time that can't be read ends nothing: who may be on call is not to disappear.</summary>
    private static bool HasEnded(string? end, DateTimeOffset asOf) =>
        DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time <= asOf;

    private static List<PagerDutyReference> EachOnce(IEnumerable<PagerDutyReference> members) =>
        [
            .. members
                .GroupBy(m => m.Id, StringComparer.Ordinal)
                .Select(same => same.MaxBy(m => m.IsDeleted)!)
                .OrderBy(m => m.Id, StringComparer.Ordinal),
        ];
}
