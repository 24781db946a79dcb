using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Everybody who can sign in to PagerDuty, and who can be on call in the schedules that the audit looks at.</summary>
public sealed class PagerDutyPopulation : Population
{
    private static readonly string[] TypesOfPeople = ["user_reference", "user"];
    private static readonly string[] TypesOfSchedules = ["schedule_reference", "schedule", "schedule_v3_reference"];

    private readonly Dictionary<string, PagerDutySchedule> _schedules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PagerDutyAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>A population as it was read: lays the lists together.</summary>
    /// <param name="self">The key's own user; null for the key of the account itself.</param>
    /// <param name="configured">The schedules that the audit looks at, each once.</param>
    /// <param name="teams">The PagerDuty teams; null where they were not read.</param>
    /// <param name="schedules">The schedules; null where they were not read.</param>
    /// <param name="policies">The escalation policies; null where they were not read.</param>
    public PagerDutyPopulation(
        PagerDutyAccount? self,
        IReadOnlyList<ConfiguredSchedule> configured,
        PagerDutyList<PagerDutyAccount> users,
        PagerDutyList<PagerDutyReference>? teams,
        PagerDutySchedules? schedules,
        PagerDutyList<PagerDutyPolicy>? policies
    )
    {
        Self = self;
        Configured = configured;
        Users = users;
        Teams = teams;
        AllSchedules = schedules;
        Policies = policies;
        foreach (var account in users.Rows)
        {
            _accounts.TryAdd(account.Id, account);
        }

        var ids = configured.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        IEnumerable<PagerDutySchedule> read = schedules is null ? [] : schedules.Layers.Rows.Concat(schedules.ShiftDetails);
        foreach (var schedule in read.Where(s => ids.Contains(s.Id)))
        {
            _schedules[schedule.Id] = schedule.With(_schedules.GetValueOrDefault(schedule.Id));
        }

        Schedules = [.. _schedules.Values.OrderBy(s => s.Id, StringComparer.Ordinal)];
        var leading = (policies?.Rows ?? []).Where(p => p.Targets.Any(t => ids.Contains(t.Id))).ToList();
        Duties =
        [
            .. Schedules.SelectMany(s => (s.Members ?? []).Select(m => new Duty(s.Id, $"the schedule {s.Label}", IsTarget: false, m))),
            .. leading.SelectMany(p => p.People.Select(t => new Duty(p.Id, $"the escalation policy {p.Label}", IsTarget: true, t))),
        ];
        Notices = [.. leading.Select(NoticeOf).OfType<string>()];
    }

    /// <summary>Where people sign in; null where the vendor does not tell.</summary>
    public Uri? Site => Users.Rows.Select(account => account.Site).FirstOrDefault(site => site is not null);

    /// <summary>The key's own user; null for the key of the account itself.</summary>
    public PagerDutyAccount? Self { get; }

    /// <summary>The schedules that the audit looks at, in the order of their ids.</summary>
    public IReadOnlyList<ConfiguredSchedule> Configured { get; }

    /// <summary>The users.</summary>
    public PagerDutyList<PagerDutyAccount> Users { get; }

    /// <summary>The PagerDuty teams; null where they were not read.</summary>
    public PagerDutyList<PagerDutyReference>? Teams { get; }

    /// <summary>All schedules; null where they were not read.</summary>
    public PagerDutySchedules? AllSchedules { get; }

    /// <summary>The escalation policies; null where they were not read.</summary>
    public PagerDutyList<PagerDutyPolicy>? Policies { get; }

    /// <summary>Those schedules that the audit looks at and PagerDuty has, in the order of their ids.</summary>
    public IReadOnlyList<PagerDutySchedule> Schedules { get; }

    /// <summary>
    /// Who has which part in the schedules that the audit looks at, and in the escalation policies that lead to them, by place and person.
    /// </summary>
    public IReadOnlyList<Duty> Duties { get; }

    public override IReadOnlyList<PagerDutyAccount> Accounts => Users.Rows;

    public override IReadOnlyList<string> Notices { get; }

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("accounts", Accounts.Count),
            new("invitations not yet accepted", Accounts.Count(a => a.IsInvited == true)),
            new("layer-based schedules", AllSchedules?.Layers.Rows.Count ?? 0),
            new("shift-based schedules", AllSchedules?.Shifts.Rows.Count ?? 0),
            new("schedules looked at", Schedules.Count),
            new("places in those schedules", Schedules.Sum(s => s.Members?.Count ?? 0)),
            new("escalation policies", Policies?.Rows.Count ?? 0),
        ];

    /// <summary>A schedule that the audit looks at, or null when PagerDuty has none with the id.</summary>
    public PagerDutySchedule? ScheduleOf(string id) => _schedules.GetValueOrDefault(id);

    /// <summary>
    /// What people call a schedule that the audit looks at: its name in PagerDuty, else that in the settings, else its id.
    /// </summary>
    public string LabelOf(ConfiguredSchedule configured) => ScheduleOf(configured.Id)?.Label ?? configured.Name ?? configured.Id;

    /// <summary>The account with an id, or null.</summary>
    public PagerDutyAccount? AccountOf(string id) => _accounts.GetValueOrDefault(id);

    /// <summary>What people should know of a policy's targets, or null.</summary>
    private static string? NoticeOf(PagerDutyPolicy policy)
    {
        var types = policy
            .Targets.Where(t => !TypesOfPeople.Contains(t.Type) && !TypesOfSchedules.Contains(t.Type))
            .Select(t => t.Type ?? "none")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return types.Count == 0
            ? null
            : $"The escalation policy {policy.Label} has targets of a kind that this program does not know ({Sentence.List(types)}); "
                + "nobody looked at them.";
    }
}
