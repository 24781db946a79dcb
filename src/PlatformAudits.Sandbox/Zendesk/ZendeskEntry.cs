using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>What the team file says of a person in one of the two instances.</summary>
/// <param name="Id">The Zendesk user id; null leaves the key's value empty.</param>
/// <param name="Role">The name of the role; null leaves the key's value empty.</param>
/// <param name="Alias">The display name; null leaves the key out, an empty text means the person's name.</param>
public sealed record ZendeskEntry(long? Id, string? Role, IReadOnlyList<string> Groups, string? Alias = null) : TeamFileValue
{
    /// <summary>Whether the entry says what the signature of the person's answers shows.</summary>
    public bool HasSignature { get; init; }

    internal override string ToYaml()
    {
        var alias = Alias is null ? string.Empty : $", alias: {(Alias.Length == 0 ? "''" : TeamYaml.Scalar(Alias))}";
        var signature = HasSignature ? ", show_in_signature: { gitlab_handle: true }, salutations: []" : string.Empty;
        var groups = string.Join(", ", Groups.Select(group => $"'{group}'"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{ id: {Id}, role: {(Role is null ? "" : TeamYaml.Scalar(Role))}, groups: [{groups}]{alias}{signature} }}"
        );
    }
}
