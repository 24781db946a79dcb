using System.Diagnostics.CodeAnalysis;
using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>
/// Turns entries of the team file into teammates and refuses what can't be right. It keeps one copy of a text that is there many times,
/// such as a title.
/// </summary>
internal sealed class TeammateReader
{
    /// <summary>How many people share columns: a team of any size leaves little room unused.</summary>
    private const int RowsAtOnce = 256;

    /// <summary>Signs around an address, or before it as in <c>mailto:</c>, that belong to no address.</summary>
    private const string SignsOfNoAddress = ":;,<>()[]";

    private readonly TeamFormat _format;
    private readonly ReadingNotices _notices = new("the team file");
    private readonly KeyPlaces _places;
    private readonly List<Teammate> _teammates = [];
    private readonly List<FilePlace> _reportsToPlaces = [];
    private readonly HashSet<string> _sharedTexts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _sharedLists = new(StringComparer.Ordinal);
    private readonly DistinctField _emails = new("email", t => t.Email, StringComparer.OrdinalIgnoreCase);
    private readonly DistinctField _gitLabUsernames = new("gitlab.username", t => t.GitLabUsername, StringComparer.OrdinalIgnoreCase);
    private readonly DistinctField _slackIds = new("slack.id", t => t.SlackId, StringComparer.Ordinal);
    private readonly (int Key, DistinctField Field)[] _distinct;
    private TeamColumns _columns;

    /// <summary>A reader.</summary>
    public TeammateReader(TeamFormat format)
    {
        _format = format;
        _places = new KeyPlaces(format);
        _columns = new TeamColumns(format, RowsAtOnce);
        _distinct =
        [
            .. format
                .Keys.Index()
                .Where(key => key.Item.IsUnique)
                .Select(key => (key.Index, new DistinctField(key.Item.Path, t => t.Field(key.Item), StringComparer.Ordinal))),
        ];
    }

    /// <summary>The people so far, in the order of their entries.</summary>
    public IReadOnlyList<Teammate> Teammates => _teammates;

    /// <summary>Where each person's manager's name is, or the person's entry without one, in the same order.</summary>
    public IReadOnlyList<FilePlace> ReportsToPlaces => _reportsToPlaces;

    /// <summary>What was read in another way than it is written, a sentence each.</summary>
    public IReadOnlyList<string> Notices => _notices.Sentences;

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
                ),
            _notices
        );
        var sections = _places.SectionsOf(person);
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
            Row = ReadRow(sections),
            GitLabUsername = Shared(gitLab.Value("username")),
            SlackId = slack.Value("id"),
            SlackUsername = Shared(slack.Value("username")),
            Source = entry.Place,
        };

        _emails.Reserve(teammate, person.PlaceOf("email"), _teammates);
        foreach (var (key, field) in _distinct)
        {
            var (section, name) = _places.Of(key, sections);
            field.Reserve(teammate, section.PlaceOf(name), _teammates);
        }

        _gitLabUsernames.Reserve(teammate, gitLab.PlaceOf("username"), _teammates);
        _slackIds.Reserve(teammate, slack.PlaceOf("id"), _teammates);

        _teammates.Add(teammate);
        _reportsToPlaces.Add(person.PlaceOf("reports_to"));
        if (_teammates.Count % RowsAtOnce == 0)
        {
            _columns = new TeamColumns(_format, RowsAtOnce);
        }
    }

    private static string Name(Fields person) =>
        person.Text("name") is { } name && Roster.NormaliseName(name).Length > 0
            ? name
            : throw person.Wrong("name", "is missing", "every person needs one");

    private static string Email(Fields person)
    {
        var email = person.Value("email") ?? throw person.Wrong("email", "is missing", "every person needs one");
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return
            at > 0
            && at == email.LastIndexOf('@')
            && at < email.Length - 1
            && !email.Any(c => char.IsWhiteSpace(c) || SignsOfNoAddress.Contains(c, StringComparison.Ordinal))
            ? email
            : throw person.Wrong("email", $"must be an e-mail address, and it is {TeamFileError.Shown(email)}", "write it as name@domain");
    }

    private TeamRow ReadRow(Fields[] sections)
    {
        var row = _teammates.Count % RowsAtOnce;
        foreach (var (index, key) in _format.Keys.Index())
        {
            var (section, name) = _places.Of(index, sections);
            switch (key.Kind)
            {
                case TeamKeyKind.Text:
                    var text = key.IsValue ? section.Value(name) : section.Text(name);
                    _columns.Set(index, row, key.IsShared ? Shared(text) : text);
                    break;
                case TeamKeyKind.Id:
                    _columns.Set(index, row, section.Id(name));
                    break;
                case TeamKeyKind.Texts:
                    _columns.Set(index, row, Shared(section.Texts(name)));
                    break;
                case TeamKeyKind.TextOrTexts:
                    _columns.Set(index, row, Shared(section.TextOrTexts(name)));
                    break;
            }
        }

        return new TeamRow(_columns, row);
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
