using PlatformAudits.Foundation;

namespace PlatformAudits.FollowUp.Policies;

/// <summary>
/// Who is asked when, as data: the published flows, and those that <c>follow_up.policies</c> in <c>audits.yaml</c> defines.
/// </summary>
public sealed record Policy
{
    /// <summary>The longest wait that can be set, in hours: a quarter.</summary>
    private const int LongestWait = 24 * 92;

    private const int MostSteps = 20;

    /// <summary>The name in the settings.</summary>
    public required string Name { get; init; }

    /// <summary>Whose threads there are: one a person; or a single one, for those who put everything right themselves.</summary>
    public Role Asks { get; init; } = Role.Person;

    /// <summary>
    /// Whether a finding that is nobody's in the team file, of an account with an e-mail address, is asked of the account's holder, where
    /// GitLab knows one by that address; otherwise of the operator.
    /// </summary>
    public bool AsksHolders { get; init; }

    /// <summary>The steps, at least one.</summary>
    public required IReadOnlyList<PolicyStep> Steps { get; init; }

    /// <summary>How many hours after a person's answer somebody is asked to decide on it.</summary>
    public double DecideAfterHours { get; init; } = 72;

    /// <summary>How many hours after the last step what is still open goes into the review as it is.</summary>
    public double ReviewAfterHours { get; init; } = 72;

    /// <summary>How many hours the reviewers have before the manager is told that there was no review.</summary>
    public double ReviewWithinHours { get; init; } = 120;

    /// <summary>The longest of the waits between steps and before the review, in hours: no step can be moved by more.</summary>
    public double LongestOfWaits => Steps.Select(step => step.AfterHours).Append(ReviewAfterHours).Max();

    /// <summary>Whether hours are working hours; null for what the calendar says.</summary>
    public bool? UsesWorkingHours { get; init; }

    /// <summary>
    /// The published flows. 2022: person, 72 hours, manager and Support Operations Manager, 72 hours, a direct message. 2021: person, 72
    /// hours, again, 4 days, manager, 72 hours, Support Operations Manager, and who should have no account is asked as well. And those
    /// without pings of individuals: GitLab.com, where the manager puts everything right, and 1Password, where who carries the audit out
    /// does.
    /// </summary>
    public static IReadOnlyList<Policy> Published { get; } =
    [
        new()
        {
            Name = "handbook-2022",
            Steps =
            [
                new([Role.Person], 0),
                new([Role.Manager, Role.SupportOpsManager], 72),
                new([Role.SupportOpsManager], 72, IsMessage: true),
            ],
        },
        new()
        {
            Name = "handbook-2021",
            AsksHolders = true,
            Steps = [new([Role.Person], 0), new([Role.Person], 72), new([Role.Manager], 96), new([Role.SupportOpsManager], 72)],
        },
        new()
        {
            Name = "manager-fixes",
            Asks = Role.SupportOpsManager,
            Steps = [new([Role.SupportOpsManager], 0)],
            ReviewAfterHours = 336,
        },
        new()
        {
            Name = "operator-fixes",
            Asks = Role.Operator,
            Steps = [new([Role.Operator], 0)],
            ReviewAfterHours = 336,
        },
    ];

    /// <summary>Reads a policy of one's own.</summary>
    /// <exception cref="AuditException">A value is wrong.</exception>
    internal static Policy Read(SettingsSection settings)
    {
        var steps = settings.Sections("steps").Select(ReadStep).ToList();
        if (steps.Count is 0 or > MostSteps)
        {
            throw settings.Wrong("steps", $"must hold 1 to {MostSteps} steps, each with to: and after:");
        }

        return new Policy
        {
            Name = settings.RequiredText("name"),
            Asks = settings.Text("asks") is { } asks
                ? RoleOf(asks) is { } role and not Role.Manager
                    ? role
                    : throw settings.Wrong("asks", $"is {asks}, and must be person, operator or support-ops-manager")
                : Role.Person,
            AsksHolders = settings.Switch("asks_holders", false),
            Steps = steps,
            DecideAfterHours = settings.Number("decide_after", 72, 0, LongestWait),
            ReviewAfterHours = settings.Number("review_after", 72, 0, LongestWait),
            ReviewWithinHours = settings.Number("review_within", 120, 0, LongestWait),
            UsesWorkingHours = WorkCalendar.ReadHours(settings),
        };
    }

    private static PolicyStep ReadStep(SettingsSection settings)
    {
        var to = settings
            .Texts("to")
            .Select(name =>
                RoleOf(name)
                ?? throw settings.Wrong(
                    "to",
                    $"holds {name}, and may hold {Sentence.List([.. Enum.GetNames<Role>().Select(KebabCase.Of)])}"
                )
            )
            .ToList();
        return new PolicyStep(
            to.Count > 0 ? to : throw settings.Wrong("to", "must name at least one of those to ask"),
            settings.Number("after", 0, 0, LongestWait),
            settings.Text("by", "note") switch
            {
                "note" => false,
                "message" => true,
                _ => throw settings.Wrong("by", "must be note or message"),
            }
        );
    }

    private static Role? RoleOf(string name) =>
        Enum.GetValues<Role>().Where(role => KebabCase.Of(role.ToString()) == name).Cast<Role?>().FirstOrDefault();
}
