using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>
/// A person in the team file. A text that is absent, null or blank in the file is null here; others are trimmed and kept as they were
/// written. What platforms alone ask for is behind the keys that they declare; keys that nothing asks for are not kept.
/// </summary>
public sealed record Teammate
{
    /// <summary>The name, as in <c>name</c>. Two people may share one.</summary>
    public required string Name { get; init; }

    /// <summary>The official address, as in <c>email</c>; nobody else has it, whatever the case of its letters.</summary>
    public required string Email { get; init; }

    /// <summary>The job title.</summary>
    public string? Title { get; init; }

    /// <summary>The region: <c>AMER-W</c>, <c>AMER-C</c>, <c>AMER-E</c>, <c>APAC</c> or <c>EMEA</c> at the time of writing.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// The names of the focuses, as <c>Self-Managed</c>, whose spelling varies in case; the list is in the file's order.
    /// </summary>
    public IReadOnlyList<string> Focuses { get; init; } = [];

    /// <summary>
    /// The manager's name, which is how the team file refers to a manager; <see cref="Roster.ManagerOf"/> finds the person.
    /// </summary>
    public string? ReportsTo { get; init; }

    /// <summary>The first day of work.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The GitLab.com user name; its case does not matter to GitLab.</summary>
    public string? GitLabUsername { get; init; }

    /// <summary>The Slack user id, such as <c>U0ABC1234</c>; a mention is <c>&lt;@U0ABC1234&gt;</c>.</summary>
    public string? SlackId { get; init; }

    /// <summary>The Slack handle.</summary>
    public string? SlackUsername { get; init; }

    /// <summary>Where the person's entry begins; the default value for somebody who comes from no file.</summary>
    public FilePlace Source { get; init; }

    /// <summary>The values of the keys that platforms declare.</summary>
    internal TeamRow Row { get; init; }

    /// <summary>The value of a platform's key, an id in digits without leading zeros; null where the team file has none.</summary>
    /// <exception cref="InvalidOperationException">No platform has declared the key, or it is that of a list.</exception>
    public string? Field(TeamKey key) => Declared(key).Text(key);

    /// <summary>The texts of a platform's key; empty where the team file has none.</summary>
    /// <exception cref="InvalidOperationException">No platform has declared the key.</exception>
    public IReadOnlyList<string> Fields(TeamKey key) => Declared(key).Texts(key);

    /// <summary>The same person with other texts for a key, for people who come from no file.</summary>
    /// <param name="texts">The texts; null is none.</param>
    public Teammate With(TeamKey key, params IReadOnlyList<string?> texts) =>
        this with
        {
            Row = Row.With(key, [.. texts.OfType<string>()]),
        };

    /// <summary>Without this, a key that its platform forgot to declare would look like one that nobody has.</summary>
    private TeamRow Declared(TeamKey key) =>
        Source == default || Row.Has(key)
            ? Row
            : throw new InvalidOperationException($"The team file was read without the key {key.Path}: no platform declares it.");
}
