using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.FollowUp.Policies;

/// <summary>What <c>follow_up</c> in <c>audits.yaml</c> says. Every key is explained in the file's own comments.</summary>
public sealed record FollowUpSettings
{
    private const int FewestNotes = 50;

    private readonly Dictionary<string, PlatformFollowUp> _platforms;

    private FollowUpSettings(IEnumerable<PlatformFollowUp> platforms) =>
        _platforms = platforms.ToDictionary(platform => platform.Platform, StringComparer.Ordinal);

    /// <summary>The e-mail addresses of the Support Operations Managers, as the team file has them.</summary>
    public IReadOnlyList<string> SupportOpsManagers { get; private init; } = [];

    /// <inheritdoc cref="TeamNames.Manager"/>
    public string ManagerTitle { get; private init; } = TeamNames.Default.Manager;

    /// <summary>The e-mail addresses of those who carry the audits out; without any, the Support Operations Managers do.</summary>
    public IReadOnlyList<string> Operators { get; private init; } = [];

    /// <summary>The e-mail addresses of those who may review; without any, the Support Operations Managers may.</summary>
    public IReadOnlyList<string> Reviewers { get; private init; } = [];

    /// <summary>The words that an answer in the review's thread begins with when it is a review, in lower case.</summary>
    public IReadOnlyList<string> ReviewWords { get; private init; } = ["reviewed", "approved"];

    /// <summary>Who is absent.</summary>
    public IReadOnlyList<Absence> Absences { get; private init; } = [];

    /// <summary>
    /// How many threads a run goes on with at the most; null for as many as the team has people, and <see cref="FewestNotes"/> at the
    /// least.
    /// </summary>
    public int? MostNotes { get; private init; }

    /// <summary>After how many days an issue is so old that its first follow-up has to be asked for.</summary>
    public int OldAfterDays { get; private init; } = 7;

    /// <summary>Whether a tick ends the asking for a finding that matters so much.</summary>
    public bool TickSettles(Severity severity) => !Unsettled.Contains(severity);

    /// <summary>How many threads a run for a team of so many people goes on with.</summary>
    public int NotesFor(int people) => MostNotes ?? Math.Max(people, FewestNotes);

    /// <summary>Whether there is anybody to turn to.</summary>
    public bool IsGiven => SupportOpsManagers.Count > 0;

    /// <summary>
    /// The policy of a platform: what its exception names, else the platform's own, which the handbook has, else that of the section.
    /// </summary>
    public Policy PolicyOf(string platform) => _platforms[platform].Policy;

    /// <summary>The calendar of a platform.</summary>
    public WorkCalendar CalendarOf(string platform) => _platforms[platform].Calendar;

    /// <summary>Reads the section.</summary>
    /// <param name="platforms">All that there are.</param>
    /// <exception cref="AuditException">A value is wrong.</exception>
    internal static FollowUpSettings Read(SettingsSection settings, IReadOnlyList<Platform> platforms)
    {
        if (settings.Keys().Contains("accounts"))
        {
            throw settings.Wrong("accounts", "has become tracker.accounts, because it counts for the audits as well", "move it there");
        }

        var policies = new List<Policy>(Policy.Published);
        foreach (var own in settings.Sections("policies"))
        {
            var policy = Policy.Read(own);
            if (policies.Exists(p => p.Name == policy.Name))
            {
                throw own.Wrong("name", $"is {policy.Name}, and there is a policy of that name already");
            }

            policies.Add(policy);
        }

        var calendar = WorkCalendar.Read(settings, new WorkCalendar());
        var everybodys = PolicyNamed(settings, policies, Policy.Published[0]);
        var ordinary = platforms
            .Select(platform => new PlatformFollowUp(platform.Id, OwnPolicy(platform, policies) ?? everybodys, calendar))
            .ToList();
        var exceptions = new List<PlatformFollowUp>();
        foreach (var section in settings.Sections("exceptions"))
        {
            var exception = PlatformFollowUp.Read(section, policies, ordinary);
            if (exceptions.Exists(other => other.Platform == exception.Platform))
            {
                throw section.Wrong(
                    "platform",
                    $"is {exception.Platform}, and there is an exception for it already",
                    "put the keys of both into one"
                );
            }

            exceptions.Add(exception);
        }

        return new FollowUpSettings(exceptions.UnionBy(ordinary, platform => platform.Platform))
        {
            SupportOpsManagers = settings.Values("support_ops_managers"),
            ManagerTitle = settings.Value("manager_title", TeamNames.Default.Manager)!,
            Operators = settings.Values("operators"),
            Reviewers = settings.Values("reviewers"),
#pragma warning disable CA1308 // Answers are compared in lower case.
            ReviewWords = settings.Texts("review_words") is { Count: > 0 } words
                ? [.. words.Select(word => word.ToLowerInvariant())]
                : ["reviewed", "approved"],
#pragma warning restore CA1308
            Absences = [.. settings.Sections("absences").Select(Absence.Read)],
            MostNotes = settings.Has("most_notes") ? settings.Number("most_notes", FewestNotes, 1, 10_000) : null,
            Unsettled = [.. Unticked(settings.Section("tick_settles"))],
            OldAfterDays = settings.Number("old_after_days", 7, 0, 3_650),
        };
    }

    private IReadOnlyList<Severity> Unsettled { get; init; } = [];

    private static IEnumerable<Severity> Unticked(SettingsSection ticks) =>
        Enum.GetValues<Severity>().Where(severity => !ticks.Switch(KebabCase.Of(severity.ToString()), true));

    /// <summary>The policy that a section names, or the default where it names none.</summary>
    internal static Policy PolicyNamed(SettingsSection settings, IReadOnlyList<Policy> policies, Policy fallback)
    {
        if (settings.Text("policy") is not { } name)
        {
            return fallback;
        }

        return policies.FirstOrDefault(p => p.Name == name)
            ?? throw settings.Wrong(
                "policy",
                $"is {name}, and there is no such policy",
                Sentence.Nearest(name, policies.Select(p => p.Name)) is { } nearest
                    ? $"did you mean {nearest}?"
                    : $"the policies are {Sentence.List([.. policies.Select(p => p.Name)])}"
            );
    }

    /// <summary>
    /// The GitLab user names of those whose issues an audit takes over when they have opened them by hand from an issue template: the
    /// operators and the Support Operations Managers. Letter case does not matter in the set, as it does not to GitLab.
    /// </summary>
    internal IReadOnlySet<string> MayOpenByHand(Roster roster) =>
        Operators
            .Concat(SupportOpsManagers)
            .Select(address => roster.ByEmail(address)?.GitLabUsername)
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The GitLab user names of those who carry the audits out.</summary>
    internal IReadOnlyList<string> OperatorsOf(Roster roster) =>
        [
            .. (Operators.Count > 0 ? Operators : SupportOpsManagers)
                .Select(address => roster.ByEmail(address)?.GitLabUsername)
                .OfType<string>()
                .Where(GitLabNames.IsUser)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private static Policy? OwnPolicy(Platform platform, List<Policy> policies) =>
        platform.DefaultPolicy is not { } name
            ? null
            : policies.Find(policy => policy.Name == name)
                ?? throw new InvalidOperationException($"{platform.GetType()} has the policy {name}, and there is no such policy.");
}
