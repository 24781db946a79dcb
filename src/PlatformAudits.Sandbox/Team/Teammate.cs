namespace PlatformAudits.Sandbox.Team;

/// <summary>One person of the team file. What the file has only to be complete is made by the writer of the file.</summary>
public sealed record Teammate
{
    /// <summary>The person's number, 0 for the head of the team.</summary>
    public required int Index { get; init; }

    /// <summary>The person's name; two teammates may share one, managers never do.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail as the file has it: in any letter case, perhaps with blanks around it.</summary>
    public required string Email { get; init; }

    /// <summary>The short name by which the person is mentioned.</summary>
    public required string Handle { get; init; }

    /// <summary>The job title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The region, as <c>AMER-W</c>.</summary>
    public string Region { get; init; } = "";

    /// <summary>The names of the focuses, as the file spells them; the first takes most of the time.</summary>
    public IReadOnlyList<string> Focuses { get; init; } = [];

    /// <summary>The manager's name; null for the head of the team.</summary>
    public required string? ReportsTo { get; init; }

    /// <summary>What the platforms have the file say of the person, in the order in which the file has it.</summary>
    public IReadOnlyList<TeamField> Fields { get; init; } = [];

    /// <summary>
    /// The value of a platform's key, such as <c>gitlab.id</c>; the default when the file has no such key for the person.
    /// </summary>
    /// <exception cref="InvalidCastException">The key has a value of another type.</exception>
    public TValue? ValueOf<TValue>(string key) => (TValue?)Fields.FirstOrDefault(field => field.Key == key)?.Value;

    /// <summary>The teammate with another value of a platform's key; null leaves the key out.</summary>
    public Teammate With(string key, object? value) =>
        Fields.Any(field => field.Key == key)
            ? this with
            {
                Fields = [.. Fields.Select(field => field.Key == key ? field with { Value = value } : field)],
            }
            : this with
            {
                Fields = [.. Fields, new TeamField(key, value)],
            };
}
