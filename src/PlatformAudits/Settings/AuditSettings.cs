using System.Globalization;
using PlatformAudits.Foundation;

namespace PlatformAudits.Settings;

/// <summary>
/// What <c>audits.yaml</c> says, apart from the parts that the platforms, the cadence and the follow-up read for themselves.
/// Every key is explained in the file's own comments.
/// </summary>
public sealed class AuditSettings
{
    private readonly SettingsSection _top;
    private readonly SettingsSection _platforms;

    private AuditSettings(string path, SettingsSection top)
    {
        Path = path;
        _top = top;
        var team = top.Section("team");
        Team = new TeamLocation(team.Value("project"), team.Value("path", "data/support-team.yaml")!, team.Value("ref", "master")!);
        var name = team.Value("name");
        Names = TeamNames.Default with
        {
            Team = name ?? TeamNames.Default.Team,
            TeamInSentences = team.Value("name_in_sentences") ?? name ?? TeamNames.Default.TeamInSentences,
        };
        RotationKey = team.Text("rotation_key");
        MinimumTeam = team.Number("minimum", 1, 1, 1_000_000);
        var tracker = top.Section("tracker");
        Tracker = new TrackerSettings(tracker.Value("project"), tracker.Texts("labels"), tracker.Switch("confidential", true))
        {
            Mentions = tracker.Switch("mention", false),
            DueDays = tracker.Number("due_days", 14, 0, 365),
            Assigns = tracker.Switch("assign", true),
            SeverityLabels = LabelsOf(tracker.Section("severity_labels"), "high", "medium", "low"),
            VerdictLabels = LabelsOf(tracker.Section("verdict_labels"), "findings", "clear", "not_evaluated"),
            Accounts =
            [
                .. tracker
                    .Texts("accounts")
                    .Select(text =>
                        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                            ? id
                            : throw tracker.Wrong("accounts", $"holds {text}, and must hold the numbers of GitLab accounts")
                    ),
            ],
        };
        LongestWaiverDays = top.Section("waivers").Number("longest_days", 90, 1, 3_650);
        LargestDrop = top.Section("completeness").Number("largest_drop", 30, 0, 100);
        NamesInTests = top.Section("reports").Switch("names_in_tests", false);
        _platforms = top.Section("platforms");
    }

    /// <summary>Settings that say nothing.</summary>
    public static AuditSettings Empty => new("", SettingsFile.Empty("the settings", "", "audits.yaml"));

    /// <summary>The file that was read.</summary>
    public string Path { get; }

    /// <summary>Where the team file is.</summary>
    public TeamLocation Team { get; }

    /// <summary>What the team is called; the follow-up's part of the settings says what the role is.</summary>
    public TeamNames Names { get; }

    /// <summary>The key of a person's on-call rotations in the team file, with dots between levels; null when it has none.</summary>
    public string? RotationKey { get; }

    /// <summary>The least number of people that a whole team file has.</summary>
    public int MinimumTeam { get; }

    /// <summary>Where the audit issues are.</summary>
    public TrackerSettings Tracker { get; }

    /// <summary>How many days after a run's day a waiver may end at most.</summary>
    public int LongestWaiverDays { get; }

    /// <summary>The largest drop since the last report that is believed, in percent.</summary>
    public int LargestDrop { get; }

    /// <summary>Whether the test report, which GitLab shows to whoever may see the pipeline, holds names and addresses.</summary>
    public bool NamesInTests { get; }

    /// <summary>What was read in another way than it is written, a sentence each; all of it once the platforms have read theirs.</summary>
    public IReadOnlyList<string> Notices => _top.Notices;

    /// <summary>Reads a file. <see cref="EnsureAllRead"/> is to be called when the platforms have read theirs.</summary>
    /// <exception cref="AuditException">It is missing or wrong.</exception>
    public static AuditSettings Read(string path) => new(path, SettingsFile.Read(path, "the settings", "audits.yaml"));

    /// <summary>Fails when nobody says where the team file is.</summary>
    /// <param name="teamPath">The file that <c>--team</c> names, or null.</param>
    /// <exception cref="AuditException">Neither the settings nor the option do.</exception>
    public void EnsureTeam(string? teamPath)
    {
        if (teamPath is null && Team.Project is null)
        {
            throw new AuditException(
                $"Reading the settings: {Path} has no team.project, and no --team was given; say where the team file is.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }

    /// <summary>The part of a feature that reads it itself: <c>gitlab</c>, <c>cadence</c>, <c>follow_up</c>.</summary>
    public SettingsSection Section(string name) => _top.Section(name);

    /// <summary>The part of a platform.</summary>
    public SettingsSection Platform(string id) => _platforms.Section(id);

    /// <summary>
    /// Every key that the program and its platforms have asked for, with the line that it stands in; null where it does not.
    /// </summary>
    public IEnumerable<(string Path, int? Line)> Asked() => _top.Asked();

    private static Dictionary<string, string> LabelsOf(SettingsSection section, params string[] keys) =>
        keys.Select(key => (Key: key.Replace('_', '-'), Label: section.Value(key)))
            .Where(of => of.Label is not null)
            .ToDictionary(of => of.Key, of => of.Label!, StringComparer.Ordinal);

    /// <summary>Fails on the first key that nothing has asked for.</summary>
    /// <exception cref="AuditException">There is one.</exception>
    public void EnsureAllRead() => _top.EnsureAllRead();
}

/// <summary>Where the team file is in GitLab.</summary>
/// <param name="Project">The project's path or number, or null when the team file is only ever given with <c>--team</c>.</param>
/// <param name="Path">The file, or the folder of one file per person.</param>
public sealed record TeamLocation(string? Project, string Path, string Ref);

/// <summary>Where the audit issues are, and how they are opened.</summary>
/// <param name="Project">The project's path or number; null means the project whose pipeline runs (<c>CI_PROJECT_ID</c>).</param>
/// <param name="Confidential">Whether a new issue is confidential.</param>
public sealed record TrackerSettings(string? Project, IReadOnlyList<string> Labels, bool Confidential)
{
    /// <summary>Whether people are mentioned on their first open finding.</summary>
    public bool Mentions { get; init; }

    /// <summary>How many days after an issue was opened its findings are to be decided; 0 for no due date.</summary>
    public int DueDays { get; init; }

    /// <summary>Whether an issue is assigned to those who carry the audits out.</summary>
    public bool Assigns { get; init; }

    /// <summary>The label of an issue by the severity of its gravest open finding, such as <c>high</c>; empty for none.</summary>
    public IReadOnlyDictionary<string, string> SeverityLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>The label of an issue by the verdict, such as <c>not-evaluated</c>; empty for none.</summary>
    public IReadOnlyDictionary<string, string> VerdictLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The ids of GitLab accounts whose issues and notes count like those of the token's own, such as that of an earlier token.
    /// </summary>
    public IReadOnlyList<long> Accounts { get; init; } = [];
}
