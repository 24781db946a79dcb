using System.Globalization;
using System.Text;

namespace PlatformAudits.Sandbox.Team;

/// <summary>
/// The platforms' keys of one person as YAML. A mapping whose values are texts, numbers and lists stands in one line; one with any other
/// value has a line for each key.
/// </summary>
internal static class TeamFieldYaml
{
    /// <exception cref="ArgumentException">A value is none that the team file can hold; the message says which.</exception>
    public static void Write(StringBuilder yaml, IEnumerable<TeamField> fields, string indent) =>
        WriteKeys(yaml, fields.Where(field => field.Value is not null).Select(field => new Part(field.Key.Split('.'), field)), indent);

    private static void WriteKeys(StringBuilder yaml, IEnumerable<Part> parts, string indent)
    {
        foreach (var key in parts.GroupBy(part => part.Path[0], part => part with { Path = part.Path[1..] }))
        {
            yaml.Append(indent).Append(key.Key).Append(':');
            var below = key.Where(part => part.Path.Length > 0).ToList();
            if (below.Count == 0)
            {
                var text = TextOf(key.Last().Field);
                yaml.Append(text.Length == 0 ? "" : " ").Append(text).Append('\n');
            }
            else if (below.All(part => part.Path.Length == 1 && part.Field.Value is not TeamFileValue))
            {
                yaml.Append(" { ").AppendJoin(", ", below.Select(part => $"{part.Path[0]}: {TextOf(part.Field)}")).Append(" }\n");
            }
            else
            {
                yaml.Append('\n');
                WriteKeys(yaml, below, indent + "  ");
            }
        }
    }

    private static string TextOf(TeamField field) =>
        field.Value switch
        {
            string text => TeamYaml.Scalar(text),
            long number => number.ToString(CultureInfo.InvariantCulture),
            IEnumerable<string> texts => $"[{string.Join(", ", texts.Select(TeamYaml.Scalar))}]",
            TeamFileValue value => value.ToYaml(),
            var other => throw new ArgumentException(
                $"Writing the sandbox's team file: {field.Key} is a {other?.GetType().Name}; "
                    + $"give a string, a long, a list of strings or a {nameof(TeamFileValue)}."
            ),
        };

    private sealed record Part(string[] Path, TeamField Field);
}
