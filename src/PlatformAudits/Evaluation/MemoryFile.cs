using System.Globalization;
using Newtonsoft.Json;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Evaluation;

/// <summary>
/// Reads the memory of a run from a file: its <c>report.json</c>, or a memory as a snapshot keeps it. Somebody may have changed the file,
/// so of its texts nothing is taken but what can be compared.
/// </summary>
internal static class MemoryFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="platform">The platform that it must be of.</param>
    /// <exception cref="AuditException">It can't be read, or is no report of that platform.</exception>
    public static AuditMemory Read(string path, string platform)
    {
        var memory = Load(path);
        return memory.Platform == platform
            ? memory with
            {
                Source = path,
            }
            : throw Failure(
                path,
                $"it is a report of {memory.Platform}, not of {platform}",
                "Give that platform's, or a folder that holds those of all"
            );
    }

    private static AuditMemory Load(string path)
    {
        try
        {
            using var file = new StreamReader(path);
            if (file.Peek() != '{' || !IsMemory(path))
            {
                return Of(Deserialized(file))
                    ?? throw Failure(
                        path,
                        "it is no report of an audit",
                        $"Give a report.json with the schema {AuditReport.SchemaVersion}"
                    );
            }

            var (memory, problem) = MemoryJson.Read(file.ReadToEnd());
            return memory ?? throw Failure(path, problem!, "Give an unchanged report.json");
        }
        catch (JsonException error)
        {
            throw Failure(path, $"it is not readable ({error.Message.TrimEnd('.')})", "Give an unchanged report.json", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, $"it can't be read ({error.Message.TrimEnd('.')})", "Check the path", error);
        }
    }

    private static bool IsMemory(string path) =>
        File.ReadLines(path).Take(2).ToList() is [.., var line] && line.StartsWith("\"memory\"", StringComparison.Ordinal);

    private static Content? Deserialized(TextReader file)
    {
        using var text = new JsonTextReader(file) { DateParseHandling = DateParseHandling.None };
        return JsonSerializer
            .Create(
                new JsonSerializerSettings
                {
                    MissingMemberHandling = MissingMemberHandling.Ignore,
                    NullValueHandling = NullValueHandling.Ignore,
                }
            )
            .Deserialize<Content>(text);
    }

    private static AuditMemory? Of(Content? content) =>
        content is { Schema: AuditReport.SchemaVersion, Period: { } period, Platform: { } platform }
        && FiscalPeriod.TryParse(period, out var parsed)
        && VerdictOf(content.Verdict) is { } verdict
            ? new AuditMemory
            {
                Platform = platform,
                Period = parsed,
                Verdict = verdict,
                AsOf = DateTimeOffset.TryParse(
                    content.AsOf,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                    out var asOf
                )
                    ? asOf
                    : null,
                Teammates = Counted(content, "teammates"),
                Accounts = content.Accounts ?? Counted(content, "accounts"),
                Lists = [.. content.Lists.OfType<Listed>().Select(list => new RememberedList(list.System, list.What, list.Rows))],
                Checks =
                [
                    .. content
                        .Checks.OfType<Counts>()
                        .DistinctBy(check => check.Id, StringComparer.Ordinal)
                        .Select(check => new RememberedCheck(check.Id, check.Findings, check.Waived)),
                ],
                Findings =
                [
                    .. Findings(content.Findings, RememberedState.Open)
                        .Concat(Findings(content.Waived, RememberedState.Waived))
                        .DistinctBy(finding => finding.Digits, StringComparer.Ordinal),
                ],
            }
            : null;

    /// <summary>The findings with a key that may be one of ours. Who was whose manager then, a report does not tell.</summary>
    private static IEnumerable<RememberedFinding> Findings(List<Known> findings, RememberedState state) =>
        findings
            .OfType<Known>()
            .Select(finding => (Known: finding, Colon: finding.Key.IndexOf(':', StringComparison.Ordinal)))
            .Where(finding => finding.Colon > 0 && MemoryJson.IsCheck(finding.Known.Key[..finding.Colon]))
            .Select(finding =>
            {
                var key = new FindingKey(finding.Known.Key[..finding.Colon], finding.Known.Key[(finding.Colon + 1)..]);
                var person = finding.Known.Teammate is { } teammate ? PersonDigits.Of(teammate) : null;
                return new RememberedFinding(key.Digits, key.Check, person, Manager: null, LastSignIn: null, state);
            });

    private static long? Counted(Content content, string what) => content.Population.TryGetValue(what, out var count) ? count : null;

    private static Verdict? VerdictOf(string? text) =>
        Enum.GetValues<Verdict>().Cast<Verdict?>().FirstOrDefault(v => KebabCase.Of(v!.Value.ToString()) == text);

    private static AuditException Failure(string path, string problem, string advice, Exception? cause = null) =>
        new($"Reading the previous report {path}: {problem}. {advice}.", FailureKind.ConfigurationOrInfrastructure, cause);

    private sealed record Content
    {
        public int Schema { get; init; }

        public string? Platform { get; init; }

        public string? Period { get; init; }

        public string? Verdict { get; init; }

        public string? AsOf { get; init; }

        public long? Accounts { get; init; }

        public Dictionary<string, long> Population { get; init; } = [];

        public List<Listed> Lists { get; init; } = [];

        public List<Counts> Checks { get; init; } = [];

        public List<Known> Findings { get; init; } = [];

        public List<Known> Waived { get; init; } = [];
    }

    private sealed record Counts
    {
        public string Id { get; init; } = "";

        public int Findings { get; init; }

        public int Waived { get; init; }
    }

    private sealed record Listed
    {
        public string System { get; init; } = "";

        public string What { get; init; } = "";

        public long Rows { get; init; }
    }

    private sealed record Known
    {
        public string Key { get; init; } = "";

        public string? Teammate { get; init; }
    }
}
