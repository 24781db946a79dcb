using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Evaluation;

/// <summary>
/// Reads the memory of a run from a file: its <c>report.json</c>, or a memory as a snapshot keeps it. Somebody may have changed the file,
/// so of its texts nothing is taken but what can be compared.
/// </summary>
internal static partial class MemoryFile
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
            if (RegularFile.LengthOf(path) is not > 0)
            {
                throw Failure(path, "there is no such file, or it is empty or no regular file", "Check the path");
            }

            if (
                File.ReadLines(path)
                    .Take(2)
                    .Any(line => SchemaForm().Match(line) is { Success: true } schema && IsNewer(schema.Groups[1].Value))
            )
            {
                throw Failure(path, "it was written by a newer version of this program", "Use that version");
            }

            using var file = new StreamReader(path);
            if (file.Peek() != '{' || !IsMemory(path))
            {
                return Of(path, StrictJsonReader.Deserialize<Content>(file))
                    ?? throw Failure(
                        path,
                        "it is no report of an audit",
                        $"Give a report.json with a schema from {AuditReport.OldestSchemaVersion} to {AuditReport.SchemaVersion}"
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

    private static AuditMemory? Of(string path, Content? content)
    {
        if (content is not null && ProblemOf(content) is { } problem)
        {
            throw Failure(path, problem, "Give an unchanged report.json");
        }

        return
            content
                is {
                    Schema: >= AuditReport.OldestSchemaVersion and <= AuditReport.SchemaVersion,
                    Period: { } period,
                    Platform: { } platform
                }
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
                Seal = content.Snapshot?.Seal is { } seal && SealForm().IsMatch(seal) ? seal : "",
                Teammates = Counted(content, "teammates"),
                Accounts = content.Accounts ?? Counted(content, "accounts"),
                Lists = [.. content.Lists.OfType<Listed>().Select(list => new RememberedList(list.System, list.What, list.Rows))],
                Checks =
                [
                    .. content
                        .Checks.OfType<Counts>()
                        .DistinctBy(check => check.Id, StringComparer.Ordinal)
                        .Select(check => new RememberedCheck(check.Id, (int)check.Findings, (int)check.Waived)),
                ],
                Findings =
                [
                    .. Findings(content.Findings, RememberedState.Open)
                        .Concat(Findings(content.Waived, RememberedState.Waived))
                        .DistinctBy(finding => finding.Digits, StringComparer.Ordinal),
                ],
            }
            : null;
    }

    /// <summary>
    /// What no run writes, as a clause: a count that nothing has, with which the shrinkage guard would compare nothing, or none at all
    /// where the platform was evaluated.
    /// </summary>
    private static string? ProblemOf(Content content)
    {
        (string Where, long? Count)[] counts =
        [
            .. content.Population.Values.Select(count => ("population", (long?)count)),
            ("accounts", content.Accounts),
            .. content.Lists.OfType<Listed>().Select(list => ("lists", (long?)list.Rows)),
            .. content.Checks.OfType<Counts>().Select(check => ("checks", (long?)Math.Min(check.Findings, check.Waived))),
            .. content.Checks.OfType<Counts>().Select(check => ("checks", (long?)Math.Max(check.Findings, check.Waived))),
        ];
        return counts.Where(c => c.Count is < 0 or > int.MaxValue).Select(c => c.Where).FirstOrDefault() is { } where
                ? $"a count in {where} is one that nothing has"
            : VerdictOf(content.Verdict) is Verdict.Clear or Verdict.Findings
            && (Counted(content, "teammates") is null || (content.Accounts ?? Counted(content, "accounts")) is null)
                ? "it does not say how many people and accounts there were"
            : null;
    }

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

    private static bool IsNewer(string schema) =>
        int.TryParse(schema, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > AuditReport.SchemaVersion;

    [GeneratedRegex("^[{ ]*\"schema\": ?([0-9]{1,9})\\b")]
    private static partial Regex SchemaForm();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex SealForm();

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

        public Stamp? Snapshot { get; init; }

        // The other keys of a report (docs/report.schema.json), of which nothing is taken.
        [JsonIgnore]
        public object? Reasons { get; init; }

        [JsonIgnore]
        public object? Notices { get; init; }

        [JsonIgnore]
        public object? SwitchedOff { get; init; }

        [JsonIgnore]
        public object? Credentials { get; init; }

        [JsonIgnore]
        public object? Completeness { get; init; }

        [JsonIgnore]
        public object? WaiverRemarks { get; init; }

        [JsonIgnore]
        public object? Previous { get; init; }
    }

    private sealed record Stamp
    {
        public string? Seal { get; init; }

        [JsonIgnore]
        public object? Tool { get; init; }

        [JsonIgnore]
        public object? Requests { get; init; }

        [JsonIgnore]
        public object? Rows { get; init; }

        [JsonIgnore]
        public object? BytesReceived { get; init; }

        [JsonIgnore]
        public object? Signature { get; init; }

        [JsonIgnore]
        public object? PreviousSeal { get; init; }

        [JsonIgnore]
        public object? Team { get; init; }
    }

    private sealed record Counts
    {
        public string Id { get; init; } = "";

        public long Findings { get; init; }

        public long Waived { get; init; }

        [JsonIgnore]
        public object? Title { get; init; }

        [JsonIgnore]
        public object? Severity { get; init; }

        [JsonIgnore]
        public object? Subjects { get; init; }

        [JsonIgnore]
        public object? Before { get; init; }
    }

    private sealed record Listed
    {
        public string System { get; init; } = "";

        public string What { get; init; } = "";

        public long Rows { get; init; }

        [JsonIgnore]
        public object? List { get; init; }

        [JsonIgnore]
        public object? Reading { get; init; }

        [JsonIgnore]
        public object? Pages { get; init; }

        [JsonIgnore]
        public object? Closed { get; init; }

        [JsonIgnore]
        public object? Ids { get; init; }

        [JsonIgnore]
        public object? Total { get; init; }

        [JsonIgnore]
        public object? Drift { get; init; }
    }

    private sealed record Known
    {
        public string Key { get; init; } = "";

        public string? Teammate { get; init; }

        [JsonIgnore]
        public object? Check { get; init; }

        [JsonIgnore]
        public object? Severity { get; init; }

        [JsonIgnore]
        public object? Account { get; init; }

        [JsonIgnore]
        public object? Text { get; init; }

        [JsonIgnore]
        public object? Remedy { get; init; }

        [JsonIgnore]
        public object? Reason { get; init; }

        [JsonIgnore]
        public object? Owner { get; init; }

        [JsonIgnore]
        public object? Expires { get; init; }

        [JsonIgnore]
        public object? Link { get; init; }
    }
}
