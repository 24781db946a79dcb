using System.Globalization;
using Newtonsoft.Json;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Evaluation;

/// <summary>
/// What counts of an earlier period's <c>report.json</c>. Of its texts only the keys of findings are kept, to be compared and never shown:
/// somebody may have changed the file.
/// </summary>
internal sealed class PreviousReport
{
    private readonly Dictionary<string, Counts> _checks;
    private readonly HashSet<string> _findings;
    private readonly HashSet<string> _waived;
    private readonly Dictionary<(string System, string What), long> _rows;

    private PreviousReport(Content content, FiscalPeriod period, Verdict verdict)
    {
        Period = period;
        Verdict = verdict;
        _checks = content
            .Checks.OfType<Counts>()
            .GroupBy(c => c.Id, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        _findings = [.. content.Findings.OfType<Known>().Select(f => f.Key)];
        _waived = [.. content.Waived.OfType<Known>().Select(f => f.Key)];
        _rows = content.Lists.OfType<Listed>().GroupBy(l => (l.System, l.What)).ToDictionary(g => g.Key, g => g.Last().Rows);
        AsOf = DateTimeOffset.TryParse(
            content.AsOf,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var asOf
        )
            ? asOf
            : null;
        Teammates = Counted(content, "teammates");
        Accounts = content.Accounts ?? Counted(content, "accounts");
    }

    /// <summary>Its period.</summary>
    public FiscalPeriod Period { get; }

    /// <summary>Its verdict.</summary>
    public Verdict Verdict { get; }

    /// <summary>When its run began to read, UTC; null when the report does not say.</summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>How many people the team file had; null when the report does not say.</summary>
    public long? Teammates { get; }

    /// <summary>How many accounts there were; null when the report does not say.</summary>
    public long? Accounts { get; }

    /// <summary>How many findings were open.</summary>
    public int Findings => _findings.Count;

    /// <summary>How many findings were waived.</summary>
    public int Waived => _waived.Count;

    /// <summary>Reads a report.</summary>
    /// <param name="platform">The platform that it must be of.</param>
    /// <exception cref="AuditException">It can't be read, or is no report of that platform.</exception>
    public static PreviousReport Read(string path, string platform)
    {
        var content = Load(path);
        if (
            content is not { Schema: AuditReport.SchemaVersion, Period: { } period, Platform: { } id }
            || !FiscalPeriod.TryParse(period, out var parsed)
            || VerdictOf(content.Verdict) is not { } verdict
        )
        {
            throw Failure(path, "it is no report of an audit", $"Give a report.json with the schema {AuditReport.SchemaVersion}");
        }

        return id == platform
            ? new PreviousReport(content, parsed, verdict)
            : throw Failure(
                path,
                $"it is a report of {id}, not of {platform}",
                "Give that platform's, or a folder that holds those of all"
            );
    }

    /// <summary>How many findings of a check were open, or null when the check was not asked then.</summary>
    public int? FindingsOf(string check) => _checks.TryGetValue(check, out var counts) ? counts.Findings : null;

    /// <summary>How many rows a list had; null when it was not read then.</summary>
    /// <param name="what">What the list holds.</param>
    public long? RowsOf(string system, string what) => _rows.TryGetValue((system, what), out var rows) ? rows : null;

    /// <summary>Whether exactly these findings were known, open or waived.</summary>
    public bool HasSameFindings(IReadOnlySet<string> keys) =>
        keys.Count == _findings.Union(_waived).Count() && keys.All(key => _findings.Contains(key) || _waived.Contains(key));

    /// <summary>Whether a finding was known, open or waived.</summary>
    public bool Knew(FindingKey key) => _findings.Contains(key.ToString()) || _waived.Contains(key.ToString());

    /// <summary>How many findings were open and are none of these.</summary>
    /// <param name="keys">The findings that there are now, open or waived.</param>
    public int GoneFrom(IEnumerable<FindingKey> keys) => Findings - keys.Count(key => _findings.Contains(key.ToString()));

    /// <summary>Lays findings beside those of this report.</summary>
    public SinceLastPeriod Compare(IReadOnlyList<Finding> open, IReadOnlyList<WaivedFinding> waived) =>
        new(
            Period,
            Findings,
            Waived,
            open.Count(f => !Knew(f.Key)),
            GoneFrom(open.Select(f => f.Key).Concat(waived.Select(w => w.Finding.Key)))
        );

    private static Content? Load(string path)
    {
        try
        {
            using var text = new JsonTextReader(new StreamReader(path)) { DateParseHandling = DateParseHandling.None };
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
        catch (JsonException error)
        {
            throw Failure(path, $"it is not readable ({error.Message.TrimEnd('.')})", "Give an unchanged report.json", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, $"it can't be read ({error.Message.TrimEnd('.')})", "Check the path", error);
        }
    }

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
    }
}
