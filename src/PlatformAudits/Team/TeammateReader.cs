using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>
/// Turns entries of the team file into teammates and refuses what can't be right. It keeps one copy of a text that is there many times, such as a title.
/// </summary>
internal sealed class TeammateReader
{
    private readonly string[]? _rotationKey;
    private readonly List<Teammate> _teammates = [];
    private readonly List<FilePlace> _reportsToPlaces = [];
    private readonly HashSet<string> _sharedTexts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _sharedLists = new(StringComparer.Ordinal);
    private readonly DistinctField _emails = new("email", t => t.Email, StringComparer.OrdinalIgnoreCase);
    private readonly DistinctField _pagerDutyIds = new("pagerduty.id", t => t.PagerDutyId, StringComparer.Ordinal);
    private readonly DistinctField _zendeskMainIds = new("zendesk.main.id", t => Digits(t.ZendeskMain?.Id), StringComparer.Ordinal);
    private readonly DistinctField _zendeskUsFederalIds = new(
        "zendesk.us-federal.id",
        t => Digits(t.ZendeskUsFederal?.Id),
        StringComparer.Ordinal
    );
    private readonly DistinctField _gitLabIds = new("gitlab.id", t => Digits(t.GitLabId), StringComparer.Ordinal);
    private readonly DistinctField _gitLabUsernames = new("gitlab.username", t => t.GitLabUsername, StringComparer.OrdinalIgnoreCase);
    private readonly DistinctField _slackIds = new("slack.id", t => t.SlackId, StringComparer.Ordinal);

    /// <summary>A reader.</summary>
    /// <param name="rotationKey">The key of a person's on-call rotations, with dots between levels, or null.</param>
    public TeammateReader(string? rotationKey) => _rotationKey = rotationKey?.Split('.');

    /// <summary>The people so far, in the order of their entries.</summary>
    public IReadOnlyList<Teammate> Teammates => _teammates;

    /// <summary>Where each person's manager's name is, or the person's entry without one, in the same order.</summary>
    public IReadOnlyList<FilePlace> ReportsToPlaces => _reportsToPlaces;

    /// <summary>Adds a person.</summary>
    /// <exception cref="AuditException">It is wrong, or clashes with an earlier one.</exception>
    public void Add(YamlValue entry)
    {
        var person = new Fields(
            entry as YamlMapping
                ?? throw TeamFileError.At(
                    entry.Place,
                    $"a person's entry must be a mapping of keys, and this is {entry.Kind}",
                    "write it as 'name: …', 'email: …' and so on"
                )
        );
        var zendesk = person.Section("zendesk");
        var zendeskMain = zendesk.Section("main");
        var zendeskUsFederal = zendesk.Section("us-federal");
        var pagerDuty = person.Section("pagerduty");
        var gitLab = person.Section("gitlab");
        var slack = person.Section("slack");
        var teammate = new Teammate
        {
            Name = Name(person),
            Email = Email(person),
            Title = Shared(person.Text("title")),
            Region = Shared(person.Text("region")),
            Focuses = Shared(person.Sections("focuses").Select(focus => focus.Text("name")).OfType<string>()),
            ReportsTo = Shared(person.Text("reports_to")),
            StartDate = person.Date("start_date"),
            Calendly = person.Text("calendly"),
            PagerDutyId = pagerDuty.Text("id"),
            Rotations = Rotations(person),
            ZendeskMain = Zendesk(zendeskMain),
            ZendeskUsFederal = Zendesk(zendeskUsFederal),
            GitLabId = gitLab.Id("id"),
            GitLabUsername = Shared(gitLab.Text("username")),
            SlackId = slack.Text("id"),
            SlackUsername = Shared(slack.Text("username")),
            Source = entry.Place,
        };

        _emails.Reserve(teammate, person.PlaceOf("email"), _teammates);
        _pagerDutyIds.Reserve(teammate, pagerDuty.PlaceOf("id"), _teammates);
        _zendeskMainIds.Reserve(teammate, zendeskMain.PlaceOf("id"), _teammates);
        _zendeskUsFederalIds.Reserve(teammate, zendeskUsFederal.PlaceOf("id"), _teammates);
        _gitLabIds.Reserve(teammate, gitLab.PlaceOf("id"), _teammates);
        _gitLabUsernames.Reserve(teammate, gitLab.PlaceOf("username"), _teammates);
        _slackIds.Reserve(teammate, slack.PlaceOf("id"), _teammates);

        _teammates.Add(teammate);
        _reportsToPlaces.Add(person.PlaceOf("reports_to"));
    }

    private static string Name(Fields person) =>
        person.Text("name") is { } name && Roster.NormaliseName(name).Length > 0
            ? name
            : throw person.Wrong("name", "is missing", "every person needs one");

    private static string Email(Fields person)
    {
        var email = person.Text("email") ?? throw person.Wrong("email", "is missing", "every person needs one");
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && !email.Any(char.IsWhiteSpace)
            ? email
            : throw person.Wrong("email", $"must be an e-mail address, and it is {TeamFileError.Shown(email)}", "write it as name@domain");
    }

    private static string? Digits(long? id) => id?.ToString(CultureInfo.InvariantCulture);

    private string[] Rotations(Fields person) =>
        _rotationKey is [.. var above, var key]
            ? Shared(above.Aggregate(person, (fields, section) => fields.Section(section)).TextOrTexts(key))
            : [];

    /// <summary>The profile, or null when every value of it is absent, as in an entry that was made from a template.</summary>
    private ZendeskProfile? Zendesk(Fields fields)
    {
        var profile = new ZendeskProfile
        {
            Id = fields.Id("id"),
            Role = Shared(fields.Text("role")),
            Groups = Shared(fields.Texts("groups")),
            Alias = fields.Text("alias"),
        };
        return profile is { Id: null, Role: null, Groups.Count: 0, Alias: null } ? null : profile;
    }

    private string[] Shared(IEnumerable<string> texts)
    {
        string[] list = [.. texts];
        var key = string.Join('\n', list);
        return _sharedLists.TryGetValue(key, out var shared) ? shared : _sharedLists[key] = [.. list.Select(text => Shared(text))];
    }

    [return: NotNullIfNotNull(nameof(text))]
    private string? Shared(string? text)
    {
        if (text is null || _sharedTexts.Add(text))
        {
            return text;
        }

        _sharedTexts.TryGetValue(text, out var shared);
        return shared!;
    }
}
