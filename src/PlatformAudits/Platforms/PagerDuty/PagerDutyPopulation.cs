using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Everybody who can sign in to PagerDuty, and who can be on call in the schedules that the audit looks at. The lists are filled side by side.</summary>
public sealed class PagerDutyPopulation : Population
{
    private readonly Dictionary<string, ConfiguredSchedule> _configured;
    private readonly Dictionary<string, PagerDutySchedule> _schedules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PagerDutyAccount> _accounts = new(StringComparer.Ordinal);
    private readonly List<Duty> _duties = [];
    private readonly List<string> _notices = [];

    /// <summary>An empty population.</summary>
    /// <param name="configured">The schedules that the audit looks at, each once.</param>
    public PagerDutyPopulation(PagerDuty platform, IReadOnlyList<ConfiguredSchedule> configured)
    {
        Platform = platform;
        Configured = configured;
        _configured = configured.ToDictionary(s => s.Id, StringComparer.Ordinal);
    }

    /// <summary>The platform with its settings.</summary>
    public PagerDuty Platform { get; }

    public override bool NeedsTeammate(Account account) => Platform.IsOfTheTeams(account);

    /// <summary>The schedules that the audit looks at, in the order of their ids.</summary>
    public IReadOnlyList<ConfiguredSchedule> Configured { get; }

    /// <summary>The users.</summary>
    public PagerDutyList<PagerDutyAccount> Users { get; } = new("users", "users", "users", u => u.Id);

    /// <summary>The PagerDuty teams; they are read where the settings name some.</summary>
    public PagerDutyList<PagerDutyReference> Teams { get; } = new("teams", "teams", "teams", t => t.Id);

    /// <summary>The layer-based schedules; those that the audit does not look at without their members.</summary>
    public PagerDutyList<PagerDutySchedule> LayerSchedules { get; } = new("schedules", "layer-based schedules", "schedules", s => s.Id);

    /// <summary>The shift-based schedules, as references.</summary>
    public PagerDutyList<PagerDutyReference> ShiftSchedules { get; } =
        new("shift-schedules", "shift-based schedules", "schedules", s => s.Id);

    /// <summary>The shift-based schedules that the audit looks at, with their rotations.</summary>
    public ICollection<PagerDutySchedule> ShiftDetails { get; } = [];

    /// <summary>The escalation policies.</summary>
    public PagerDutyList<PagerDutyPolicy> Policies { get; } =
        new("escalation-policies", "escalation policies", "escalation_policies", p => p.Id);

    /// <summary>The key's own user; null for the key of the account itself.</summary>
    public PagerDutyAccount? Self { get; private set; }

    /// <summary>Who has which part in the schedules that the audit looks at, and in the escalation policies that lead to them, by place and person.</summary>
    public IReadOnlyList<Duty> Duties => _duties;

    public override IReadOnlyList<PagerDutyAccount> Accounts => Users.Rows;

    public override IReadOnlyList<string> Notices => _notices;

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("accounts", Accounts.Count),
            new("invitations not yet accepted", Accounts.Count(a => a.IsInvited == true)),
            new("layer-based schedules", LayerSchedules.Rows.Count),
            new("shift-based schedules", ShiftSchedules.Rows.Count),
            new("schedules looked at", _schedules.Count),
            new("places in those schedules", _schedules.Values.Sum(s => s.Members?.Count ?? 0)),
            new("escalation policies", Policies.Rows.Count),
        ];

    public override IReadOnlyList<CompletenessAssertion> Completeness
    {
        get
        {
            var proofs = new List<CompletenessAssertion>
            {
                new(
                    "The key sees the whole account",
                    Self is null or { SeesEverything: true },
                    Self is null ? "a general access key" : $"the personal key of somebody whose role is {Self.Role ?? "unknown"}",
                    "Put a general access key into PD_TOKEN, or the personal key of an admin or the account owner: others don't see private teams and their schedules."
                ),
                Users.Proof,
            };
            if (Teams.WasRead)
            {
                var unknown = Platform
                    .Teams.Except(Teams.Rows.Select(t => t.Id), StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .ToList();
                proofs.Add(Teams.Proof);
                proofs.Add(
                    new(
                        "Every team of the settings is there",
                        unknown.Count == 0,
                        unknown.Count == 0
                            ? string.Create(CultureInfo.InvariantCulture, $"{Platform.Teams.Count} looked for")
                            : $"{Sentence.List(unknown)} {(unknown.Count == 1 ? "is" : "are")} not",
                        "Correct platforms.pagerduty.teams in audits.yaml: nobody would be looked for in a team that is not there."
                    )
                );
            }

            if (LayerSchedules.WasRead)
            {
                var silent = _schedules.Values.Where(s => s.Members is null).Select(s => s.Id).Order(StringComparer.Ordinal).ToList();
                proofs.Add(LayerSchedules.Proof);
                proofs.Add(ShiftSchedules.Proof);
                proofs.Add(
                    new(
                        "Every schedule looked at tells who is in it",
                        silent.Count == 0,
                        silent.Count == 0
                            ? string.Create(CultureInfo.InvariantCulture, $"{_schedules.Count} looked at")
                            : $"{Sentence.List(silent)} {(silent.Count == 1 ? "does" : "do")} not",
                        "Look at the answer in the snapshot; a schedule without any layer or rotation is to be filled, or taken out of audits.yaml."
                    )
                );
            }

            if (Policies.WasRead)
            {
                proofs.Add(Policies.Proof);
            }

            return proofs;
        }
    }

    /// <summary>Whether the audit looks at a schedule.</summary>
    public bool IsConfigured(string schedule) => _configured.ContainsKey(schedule);

    /// <summary>A schedule that the audit looks at, or null when PagerDuty has none with the id.</summary>
    public PagerDutySchedule? ScheduleOf(string id) => _schedules.GetValueOrDefault(id);

    /// <summary>What people call a schedule that the audit looks at: its name in PagerDuty, else that in the settings, else its id.</summary>
    public string LabelOf(ConfiguredSchedule configured) => ScheduleOf(configured.Id)?.Label ?? configured.Name ?? configured.Id;

    /// <summary>The account with an id, or null.</summary>
    public PagerDutyAccount? AccountOf(string id) => _accounts.GetValueOrDefault(id);

    public override string? PlatformIdOf(Teammate teammate) => teammate.Field(PagerDutyTeamKeys.Id);

    /// <summary>Lays the lists together, when all of them were read to their ends.</summary>
    /// <param name="self">The key's own user; null for the key of the account itself.</param>
    public void Complete(PagerDutyAccount? self)
    {
        Self = self;
        foreach (var account in Users.Rows)
        {
            _accounts.TryAdd(account.Id, account);
        }

        foreach (var schedule in LayerSchedules.Rows.Concat(ShiftDetails).Where(s => IsConfigured(s.Id)))
        {
            _schedules[schedule.Id] = schedule.With(_schedules.GetValueOrDefault(schedule.Id));
        }

        foreach (var schedule in _schedules.Values.OrderBy(s => s.Id, StringComparer.Ordinal))
        {
            _duties.AddRange(
                (schedule.Members ?? []).Select(m => new Duty(schedule.Id, $"the schedule {schedule.Label}", IsTarget: false, m))
            );
        }

        foreach (var policy in Policies.Rows.Where(p => p.Targets.Any(t => IsConfigured(t.Id))))
        {
            _duties.AddRange(policy.People.Select(p => new Duty(policy.Id, $"the escalation policy {policy.Label}", IsTarget: true, p)));
            if (
                policy
                    .Targets.Where(t =>
                        t.Type is not ("user_reference" or "user" or "schedule_reference" or "schedule" or "schedule_v3_reference")
                    )
                    .Select(t => t.Type ?? "none")
                    .Distinct()
                    .Order(StringComparer.Ordinal)
                    .ToList() is
                { Count: > 0 } types
            )
            {
                _notices.Add(
                    $"The escalation policy {policy.Label} has targets of a kind that this program does not know ({Sentence.List(types)}); nobody looked at them."
                );
            }
        }
    }
}

/// <summary>Somebody's part in being on call.</summary>
/// <param name="Place">The id of the schedule or escalation policy.</param>
/// <param name="Label">How people speak of the place, such as <c>the schedule Support Manager</c>.</param>
/// <param name="IsTarget">Whether the person is a direct target of an escalation policy.</param>
/// <param name="Person">The person, as the place refers to them.</param>
public sealed record Duty(string Place, string Label, bool IsTarget, PagerDutyReference Person)
{
    /// <summary>The subject of findings about it: the place's id and the person's.</summary>
    public string Subject => $"{Place}/{Person.Id}";

    /// <summary>What the person does there, as a clause.</summary>
    public string Clause => IsTarget ? $"is a direct target of {Label}" : $"is in {Label}";
}
