namespace PlatformAudits.Team;

/// <summary>What a key of the team file holds.</summary>
public enum TeamKeyKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A vendor's numeric id, from 1.</summary>
    Id,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>A list of texts, or a text alone as a list of one.</summary>
    TextOrTexts,
}

/// <summary>
/// A key of the team file that a platform reads of every person; <see cref="Teammate.Field"/> and <see cref="Teammate.Fields"/> give its
/// value.
/// </summary>
/// <param name="Path">Where it stands in a person's entry, with dots between levels, as <c>pagerduty.id</c>; errors name it so.</param>
public sealed record TeamKey(string Path, TeamKeyKind Kind = TeamKeyKind.Text)
{
    /// <summary>Whether no two people may have the same value, of a text or an id.</summary>
    public bool IsUnique { get; init; }

    /// <summary>
    /// Whether the text is an id, an address, a link or a user name, which is read without characters that nobody sees.
    /// </summary>
    public bool IsValue { get; init; }

    /// <summary>Whether many people have the same text, so that one copy of it is kept.</summary>
    public bool IsShared { get; init; }
}
