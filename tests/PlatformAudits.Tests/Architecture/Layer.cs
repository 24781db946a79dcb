namespace PlatformAudits.Tests.Architecture;

/// <summary>A layer of the library: a folder of <c>src/PlatformAudits</c>, which uses only those below it.</summary>
/// <param name="Floor">The layers of one floor do not use each other; the lowest is 0.</param>
/// <param name="What">What is there, in Markdown, for <c>docs/architecture.md</c>.</param>
public sealed record Layer(string Name, int Floor, string What)
{
    /// <summary>The layers from the top.</summary>
    public static IReadOnlyList<Layer> All { get; } =
    [
        new(
            "Audits",
            10,
            "a run from its inputs to its end: `Audit` (read it first), `AuditBatch`, "
                + "`FollowUpRun` and its `FollowUpLoop`, `Configuration`"
        ),
        new(
            "FollowUp",
            9,
            "`Policies` (who is asked when), `Reading` (an issue as a case), `Planning` (what is due), `Writing` (notes and messages)"
        ),
        new(
            "Scheduling",
            8,
            "`Cadence` and `AuditWindow` (which quarter a day belongs to, what is due or late), `ScheduleBook` (pipeline schedules)"
        ),
        new(
            "Tracking",
            7,
            "the issue in GitLab: `IssueTracker`, `IssueBody` (whose text is whose), `Regions` (the region as rows with ticks and cells)"
        ),
        new("Reporting", 6, "files and texts out of a report: `IssueTemplate`, `HiddenMark`, `JUnitReport`, `HtmlReport`, the encoders"),
        new(
            "Evaluation",
            5,
            "from roster, population, settings and memory to a report: `Evaluator`, `ShrinkageGuard`, `ConfirmationRead`, `AuditMemory`"
        ),
        new(
            "Platforms",
            4,
            "a folder a platform: team-file keys, settings, what it reads, population, completeness, matching, checks, tables"
        ),
        new(
            "Checking",
            3,
            "`Check`, `Finding`, `Comparison` (who is who), `Waivers`, `Verdict`, and the report as a pure record: `AuditReport`"
        ),
        new(
            "Collecting",
            2,
            "`Http`, `Paging` and `Json` (lists), `Commands`, `Recording` and `Replaying` "
                + "(snapshots), `Limits`, `Credentials`, `TeamSource`"
        ),
        new("Team", 1, "`TeamFile` reads a `Roster` of `Teammate`s, with the `TeamKey`s that the platforms declare"),
        new("Settings", 1, "`AuditSettings`: what `audits.yaml` says; each feature reads its own section"),
        new("Foundation", 0, "`AuditException`, `RunLog`, `Sentence`, `AtomicFile`, the YAML reader"),
    ];

    public override string ToString() => Name;
}
