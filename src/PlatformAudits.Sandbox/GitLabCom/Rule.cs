using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>One baseline: who of some titles, regions and focuses (none given: any) is to have which access in a group.</summary>
internal sealed record Rule(int Group, Access Access)
{
    public IReadOnlyList<string> Titles { get; init; } = [];

    public IReadOnlyList<string> Regions { get; init; } = [];

    public IReadOnlyList<string> Focuses { get; init; } = [];

    public bool IsFor(Teammate teammate) =>
        Holds(Titles, [teammate.Title]) && Holds(Regions, [teammate.Region]) && Holds(Focuses, teammate.Focuses);

    private static bool Holds(IReadOnlyList<string> wanted, IReadOnlyList<string> values) =>
        wanted.Count == 0 || values.Intersect(wanted, StringComparer.OrdinalIgnoreCase).Any();
}
