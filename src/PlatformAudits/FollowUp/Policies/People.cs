using System.Collections.Frozen;
using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.FollowUp.Policies;

/// <summary>
/// Who can be asked for what: the team file, the roles in the settings, who is absent, and what GitLab says of accounts.
/// </summary>
internal sealed class People
{
    /// <summary>The thread of the Support Operations Managers.</summary>
    public const string ManagerThread = "manager";

    /// <summary>The thread of those who carry the audits out, where they are others.</summary>
    public const string OperatorThread = "operator";

    private const int LongestLine = 20;

    private readonly IReadOnlyList<Contact> _managers;
    private readonly IReadOnlyList<Contact> _operators;
    private readonly Roster _roster;
    private readonly Dictionary<string, Teammate> _byKey;
    private readonly Dictionary<string, string> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Absence> _leaves;
    private readonly SortedDictionary<string, (Contact Contact, string Why)> _unreached = new(StringComparer.Ordinal);

    /// <summary>The people of a team.</summary>
    /// <exception cref="AuditException">
    /// Somebody in the settings is not in the team file, or a Support Operations Manager has no GitLab user name there.
    /// </exception>
    public People(Roster roster, FollowUpSettings settings, string settingsPath, DateOnly day)
    {
        _roster = roster;
        _byKey = KeysOf(roster);
        _leaves = settings
            .Absences.Where(leave => leave.From <= day && day <= leave.Until)
            .GroupBy(leave => PersonDigits.Of(leave.Who), StringComparer.Ordinal)
            .ToDictionary(leaves => leaves.Key, leaves => leaves.MaxBy(leave => leave.Until)!, StringComparer.Ordinal);
        var managers = Named(settings.SupportOpsManagers, "support_ops_managers", settingsPath);
        if (managers.FindIndex(contact => contact.Username is null) is var silent and >= 0)
        {
            throw new AuditException(
                "Preparing the follow-up: the team file has no GitLab user name for "
                    + $"{Entry(silent, "support_ops_managers", settingsPath)}; write it there, or name somebody else.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        _managers = managers;
        ManagerTitle = settings.ManagerTitle;
        _operators = Named(settings.Operators, "operators", settingsPath) is { Count: > 0 } operators ? operators : managers;
        MayOpenByHand = settings.MayOpenByHand(roster);
        HasOperators = settings.Operators.Count > 0;
        Reviewers = Named(settings.Reviewers, "reviewers", settingsPath) is { Count: > 0 } reviewers ? reviewers : managers;
    }

    /// <summary>The people of a team where nobody is asked for anything.</summary>
    public People(Roster roster)
    {
        _roster = roster;
        _byKey = KeysOf(roster);
        _leaves = [];
        _managers = _operators = Reviewers = [];
        ManagerTitle = TeamNames.Default.Manager;
        MayOpenByHand = FrozenSet<string>.Empty;
    }

    /// <summary>The Support Operations Managers, at least one where anybody is asked.</summary>
    public IReadOnlyList<Contact> SupportOpsManagers => Reached(_managers);

    /// <inheritdoc cref="TeamNames.Manager"/>
    public string ManagerTitle { get; }

    /// <summary>Those who carry audits out.</summary>
    public IReadOnlyList<Contact> Operators => Reached(_operators) is { Count: > 0 } reached ? reached : SupportOpsManagers;

    /// <inheritdoc cref="FollowUpSettings.MayOpenByHand"/>
    public IReadOnlySet<string> MayOpenByHand { get; }

    /// <summary>Whether the settings say who carries audits out.</summary>
    public bool HasOperators { get; }

    /// <summary>Those who may review.</summary>
    public IReadOnlyList<Contact> Reviewers { get; }

    /// <summary>Somebody of the team, or null.</summary>
    /// <param name="key">The digits that stand for the person.</param>
    public Contact? Find(string key) => _byKey.TryGetValue(key, out var teammate) ? ContactOf(teammate) : null;

    /// <summary>Somebody's key by the GitLab user name, or null.</summary>
    /// <param name="username">The user name, in any letter case.</param>
    public string? KeyOf(string? username) => username is null ? null : _keys.GetValueOrDefault(username);

    /// <summary>Those who were found not to be reached, with why as a sentence, encoded.</summary>
    public IEnumerable<(string Key, string Name, string Why)> Unreached =>
        _unreached.Select(person => (person.Key, person.Value.Contact.Name, WhyUnreached(person.Value)));

    /// <summary>Notes that somebody can't be reached, so that the manager is asked instead.</summary>
    /// <param name="why">Why not, to stand behind the name: <c>has no active account at GitLab</c>.</param>
    public void CanNotReach(Contact contact, string why) => _unreached[contact.Key] = (contact, why);

    /// <summary>Takes the replies of somebody outside the team file for theirs.</summary>
    public void Know(Contact stranger)
    {
        if (stranger.Username is { } username)
        {
            _keys.TryAdd(username, stranger.Key);
        }
    }

    /// <summary>Whether nothing is known against somebody's being reached.</summary>
    public bool IsReached(Contact contact) => !_unreached.ContainsKey(contact.Key);

    /// <summary>
    /// Why none of the Support Operations Managers is reached, a clause each with their place in the settings; empty where one is.
    /// </summary>
    public IReadOnlyList<string> WhyNobodyIsLeft() =>
        SupportOpsManagers.Count > 0
            ? []
            :
            [
                .. _managers.Select(
                    (manager, index) => string.Create(CultureInfo.InvariantCulture, $"entry {index + 1} {_unreached[manager.Key].Why}")
                ),
            ];

    /// <summary>Who of the team has a GitLab user name and can be asked, or null.</summary>
    /// <param name="username">The user name, in any letter case.</param>
    public Contact? Asked(string username) => KeyOf(username) is { } key && WhyNot(key) is null ? Find(key) : null;

    /// <summary>The thread in which some people are told of findings.</summary>
    public string ThreadOf(IReadOnlyList<Contact> to) =>
        IsSame(to, SupportOpsManagers) ? ManagerThread
        : IsSame(to, Operators) ? OperatorThread
        : to[0].Key;

    /// <summary>The thread of those who carry the audits out.</summary>
    public string OperatorsThread => ThreadOf(Operators);

    /// <summary>Whether a thread is that of a role, which several people may have.</summary>
    public static bool IsShared(string thread) => thread is ManagerThread or OperatorThread;

    /// <summary>Whom a role of a step means for a person; always somebody.</summary>
    /// <param name="person">The person whose the findings are, as digits; null when they are nobody's.</param>
    /// <param name="manager">The person's manager when the findings were last seen, as digits; null when unknown.</param>
    public Addressed For(Role role, string? person, string? manager) =>
        role switch
        {
            Role.SupportOpsManager => new Addressed(SupportOpsManagers, null),
            Role.Operator => new Addressed(Operators, null),
            Role.Person when person is null => new Addressed(Operators, null),
            Role.Manager when person is null => ManagerOf(Operators[0].Key, null),
            Role.Person => Person(person!, manager),
            _ => ManagerOf(person!, manager),
        };

    private static string WhyUnreached((Contact Contact, string Why) person) =>
        $"{MarkdownEncoder.Encode(person.Contact.Name)} {person.Why}.";

    private IReadOnlyList<Contact> Reached(IReadOnlyList<Contact> contacts) =>
        _unreached.Count == 0 ? contacts : [.. contacts.Where(IsReached)];

    private static bool IsSame(IReadOnlyList<Contact> some, IReadOnlyList<Contact> others) =>
        some.Count == others.Count && some.All(contact => others.Any(other => other.Key == contact.Key));

    private Dictionary<string, Teammate> KeysOf(Roster roster)
    {
        var byKey = roster.Teammates.ToDictionary(teammate => PersonDigits.Of(teammate.Email), StringComparer.Ordinal);
        foreach (var (key, teammate) in byKey)
        {
            if (teammate.GitLabUsername is { } username)
            {
                _keys.TryAdd(username, key);
            }
        }

        return byKey;
    }

    private Addressed Person(string person, string? manager) =>
        WhyNot(person) is { } reason ? ManagerOf(person, manager) with { Instead = reason } : new Addressed([Find(person)!], null);

    /// <summary>The next one up the line who can be asked; in the end the Support Operations Managers.</summary>
    private Addressed ManagerOf(string person, string? manager)
    {
        var reasons = new List<string>();
        for (var (next, steps) = (Above(person) ?? manager, 0); next is not null && steps < LongestLine; next = Above(next), steps++)
        {
            if (WhyNot(next) is not { } reason)
            {
                return new Addressed([Find(next)!], reasons.Count == 0 ? null : string.Join(" ", reasons));
            }

            reasons.Add(reason);
        }

        return new Addressed(
            SupportOpsManagers,
            reasons.Count == 0 ? "The team file names no manager who could be asked." : string.Join(" ", reasons)
        );
    }

    private string? Above(string key) =>
        _byKey.TryGetValue(key, out var teammate) && _roster.ManagerOf(teammate) is { } manager ? PersonDigits.Of(manager.Email) : null;

    /// <summary>Why somebody can't be asked, as a sentence, or null.</summary>
    private string? WhyNot(string key)
    {
        if (!_byKey.TryGetValue(key, out var teammate))
        {
            return "The person is no longer in the team file.";
        }

        var name = MarkdownEncoder.Encode(teammate.Name);
        return teammate.GitLabUsername is null || !GitLabNames.IsUser(teammate.GitLabUsername)
                ? $"{name} has no GitLab user name in the team file."
            : _unreached.TryGetValue(key, out var unreached) ? WhyUnreached(unreached)
            : _leaves.TryGetValue(key, out var leave)
                ? string.Create(CultureInfo.InvariantCulture, $"{name} is absent until {leave.Until:yyyy-MM-dd}.")
            : null;
    }

    private List<Contact> Named(IReadOnlyList<string> addresses, string key, string settingsPath) =>
        [
            .. addresses
                .Select(
                    (address, index) =>
                        _roster.ByEmail(address) is { } teammate
                            ? ContactOf(teammate)
                            : throw new AuditException(
                                "Preparing the follow-up: nobody in the team file has the address of "
                                    + $"{Entry(index, key, settingsPath)}; name somebody who is there.",
                                FailureKind.ConfigurationOrInfrastructure
                            )
                )
                .DistinctBy(contact => contact.Key),
        ];

    /// <summary>A person of the settings, in words that may stand in a log.</summary>
    private static string Entry(int index, string key, string settingsPath) =>
        string.Create(CultureInfo.InvariantCulture, $"entry {index + 1} of follow_up.{key} in {settingsPath}");

    private static Contact ContactOf(Teammate teammate) =>
        new(
            PersonDigits.Of(teammate.Email),
            teammate.Name,
            teammate.GitLabUsername is { } name && GitLabNames.IsUser(name) ? name : null,
            teammate.SlackId
        );
}
