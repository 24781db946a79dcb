using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;

namespace PlatformAudits.Sandbox.Team;

/// <summary>
/// The team file as YAML, written one person at a time. The keys are those of the team file's schema; a few people still have
/// a key that the schema dropped in 2026, as old entries do.
/// </summary>
internal sealed partial class TeamYaml
{
    /// <summary>The size of a chunk in bytes; a multiple of three, so that chunks can be turned into base64 one by one.</summary>
    public const int ChunkSize = 48 * 1024;

    private static readonly string[] Entities =
    [
        "GitLab BV",
        "GitLab Canada Corp",
        "GitLab GmbH",
        "GitLab Inc",
        "GitLab IT BV",
        "GitLab Korea LTD",
        "GitLab PTY Ltd",
        "GitLab PTY Ltd NZ",
        "GitLab Singapore PTE. LTD",
        "GitLab UK Ltd",
    ];

    private static readonly string[] Hours =
    [
        "0800-1600 Central time",
        "0900-1700 UTC",
        "0000-0800 UTC",
        "0700-1500 Pacific time",
        "1000-1800 JST",
    ];
    private static readonly string[] Areas = ["CI/CD", "Geo", "Gitaly", "Kubernetes", "SAML: SSO & SCIM", "Secure", "Runners", "Upgrades"];
    private static readonly string[] OtherLanguages = ["Español", "日本語", "Deutsch", "Français", "한국어", "Português"];
    private static readonly string[] NotText = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

    private readonly World _world;
    private readonly SeededRandom _draw;

    public TeamYaml(World world)
    {
        _world = world;
        _draw = new SeededRandom(world.Seed, "team file");
    }

    /// <summary>The whole team as one YAML sequence, in UTF-8. All chunks share one buffer: use each before asking for the next.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Chunks()
    {
        var chunk = new byte[ChunkSize];
        var filled = 0;
        var encoded = new byte[4096];
        var text = new StringBuilder();
        for (var index = 0; index < _world.Size; index++)
        {
            if (_world.TeammateAt(index) is not { } teammate)
            {
                continue;
            }

            text.Clear();
            Write(text, teammate, "- ", "  ");
            var entry = text.ToString();
            encoded =
                encoded.Length < Encoding.UTF8.GetMaxByteCount(entry.Length)
                    ? new byte[Encoding.UTF8.GetMaxByteCount(entry.Length)]
                    : encoded;
            var length = Encoding.UTF8.GetBytes(entry, encoded);
            for (var taken = 0; taken < length; )
            {
                var part = Math.Min(length - taken, ChunkSize - filled);
                encoded.AsSpan(taken, part).CopyTo(chunk.AsSpan(filled));
                (taken, filled) = (taken + part, filled + part);
                if (filled == ChunkSize)
                {
                    yield return chunk;
                    filled = 0;
                }
            }
        }

        if (filled > 0)
        {
            yield return chunk.AsMemory(0, filled);
        }
    }

    /// <summary>One person as a YAML mapping, in UTF-8.</summary>
    public byte[] Entry(Teammate teammate)
    {
        var text = new StringBuilder();
        Write(text, teammate, string.Empty, string.Empty);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Write(StringBuilder yaml, Teammate person, string first, string indent)
    {
        var index = person.Index;
        var bits = _draw.Bits(index);
        yaml.Append(first).Append("name: ").Append(Scalar(person.Name)).Append('\n');
        void Line(string key, string value) => yaml.Append(indent).Append(key).Append(": ").Append(value).Append('\n');
        void Platforms(TeamFilePlace place) => TeamFieldYaml.Write(yaml, person.Fields.Where(field => field.Place == place), indent);

        Line("email", Scalar(person.Email));
        Line("title", person.Title);
        Line("entity", Choose(Entities, bits >> 2));
        Line("working_hours", Choose(Hours, bits >> 6));
        if (person.ReportsTo is { } manager)
        {
            Line("reports_to", Scalar(manager));
        }

        Line("region", person.Region);
        Line(
            "start_date",
            new DateOnly(2015, 1, 5).AddDays((int)(bits >> 14 & 0xFFF)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        Platforms(TeamFilePlace.AfterStartDate);
        if (index % 3 == 0)
        {
            Line("languages", $"[English, {Choose(OtherLanguages, bits >> 26)}]");
        }

        if (index % 4 == 1)
        {
            Line("modules", "[Git Fundamentals, GitLab CI]");
        }

        Platforms(TeamFilePlace.AfterModules);
        Line("focuses", FocusesOf(person.Focuses));
        Platforms(TeamFilePlace.AfterFocuses);
        Platforms(TeamFilePlace.BeforeSlack);
        Line("slack", $"{{ id: {Code.Of('U', index)}, username: {person.Handle} }}");
        if (index % 4 == 0)
        {
            Line("knowledge_areas", $"[{{ name: {Scalar(Choose(Areas, bits >> 38))}, level: {1 + (int)(bits >> 42 & 1)} }}]");
        }

        if (index % 29 == 11)
        {
            Line("tzdata_timezone", "Europe/Amsterdam");
        }

        Platforms(TeamFilePlace.AtEnd);
    }

    private static string FocusesOf(IReadOnlyList<string> focuses)
    {
        var entries = focuses.Select(
            (name, at) => $"{{ name: {name}, percentage: {(focuses.Count == 1 ? 100 : at == 0 ? 75 : 25 / (focuses.Count - 1))} }}"
        );
        return $"[{string.Join(", ", entries)}]";
    }

    private static string Choose(string[] items, ulong bits) => items[(int)((bits & 0xF) % (ulong)items.Length)];

    /// <summary>A text as YAML in one line.</summary>
    public static string Scalar(string text) =>
        PlainScalar().IsMatch(text) && !NotText.Contains(text, StringComparer.OrdinalIgnoreCase) ? text : JsonConvert.ToString(text);

    [GeneratedRegex(@"^(https?://|[\p{L}\p{M}])[\p{L}\p{M}\p{N}@'./?=-]*( [\p{L}\p{M}\p{N}@'./-]+)*$")]
    private static partial Regex PlainScalar();
}
