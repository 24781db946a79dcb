using System.Globalization;
using Newtonsoft.Json;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>What an audit has left in its folder, as an overview needs it: <c>report.json</c> and <c>accounts.json</c>.</summary>
/// <param name="AsOf">When the run began to read, UTC.</param>
/// <param name="Reasons">Why the platform could not be evaluated, a sentence each.</param>
/// <param name="Findings">The open findings.</param>
/// <param name="Accounts">The accounts that have findings, open or waived, or are a teammate's; null where no file tells them.</param>
internal sealed record KeptReport(
    string Platform,
    FiscalPeriod Period,
    DateTimeOffset AsOf,
    Verdict Verdict,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<KeptReportFinding> Findings,
    IReadOnlyList<KeptAccount>? Accounts
)
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Reads what is in a folder; null where there is no report.</summary>
    /// <param name="platform">The platform that it must be of.</param>
    /// <param name="severityOf">How grave a finding of a check is, which the oldest reports do not say.</param>
    /// <exception cref="AuditException">A file can't be read, or is not as the program writes it.</exception>
    public static KeptReport? Read(string folder, string platform, Func<string, Severity> severityOf)
    {
        var path = Path.Combine(folder, AuditReport.FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var report = Load<ReportContent>(path);
        if (report.Schema is < AuditReport.OldestSchemaVersion or > AuditReport.SchemaVersion)
        {
            throw Failure(path, $"its schema is {report.Schema}, which this version does not know");
        }

        var verdict = EnumOf<Verdict>(path, "verdict", report.Verdict);
        var kept = new KeptReport(
            Same(path, "platform", platform, report.Platform),
            FiscalPeriod.TryParse(report.Period ?? "", out var period) ? period : throw Wrong(path, "period", report.Period),
            DateTimeOffset.TryParseExact(report.AsOf, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var asOf)
                ? asOf
                : throw Wrong(path, "asOf", report.AsOf),
            verdict,
            report.Reasons,
            [.. report.Findings.Select(finding => FindingOf(path, finding, severityOf))],
            null
        );
        var accounts = Path.Combine(folder, AccountsJson.FileName);
        return verdict == Verdict.NotEvaluated || !File.Exists(accounts) ? kept : kept with { Accounts = AccountsOf(accounts, report) };
    }

    private static KeptReportFinding FindingOf(string path, FindingContent? finding, Func<string, Severity> severityOf)
    {
        var check = finding?.Check ?? throw Wrong(path, "check", null);
        return new KeptReportFinding(
            check,
            finding.Account ?? throw Wrong(path, "account", null),
            finding.Severity is null ? severityOf(check) : EnumOf<Severity>(path, "severity", finding.Severity),
            finding.Teammate
        );
    }

    private static IReadOnlyList<KeptAccount> AccountsOf(string path, ReportContent report)
    {
        var content = Load<AccountsContent>(path);
        if (content.Schema != AccountsJson.SchemaVersion)
        {
            throw Failure(path, $"its schema is {content.Schema}, which this version does not know");
        }

        Same(path, "platform", report.Platform, content.Platform);
        Same(path, "period", report.Period, content.Period);
        Same(path, "seal", report.Snapshot?.Seal, content.Seal);
        return
        [
            .. content
                .Accounts.Select(account => account ?? throw Wrong(path, "accounts", null))
                .Where(account => account.Findings.Count > 0 || account.Match?.Teammate is not null)
                .Select(account => new KeptAccount(
                    account.Id ?? throw Wrong(path, "id", null),
                    string.IsNullOrWhiteSpace(account.Name) ? null : account.Name,
                    string.IsNullOrWhiteSpace(account.Address) ? null : account.Address,
                    account.Match?.Teammate is { Name: { } name, Address: { } address } ? (name, address) : null,
                    [
                        .. account.Findings.Select(finding =>
                            (finding?.Check ?? throw Wrong(path, "check", null), finding.Subject ?? throw Wrong(path, "subject", null))
                        ),
                    ]
                )),
        ];
    }

    private static T Load<T>(string path)
        where T : class
    {
        try
        {
            using var text = new StreamReader(RegularFile.OpenRead(path));
            return StrictJsonReader.Deserialize<T>(text, isPart: true) ?? throw Failure(path, "it is empty");
        }
        catch (JsonException error)
        {
            throw Failure(path, $"it is not readable ({error.Message.TrimEnd('.')})", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, $"it can't be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    private static T EnumOf<T>(string path, string name, string? text)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => KebabCase.Of(value.ToString()!) == text) ?? throw Wrong(path, name, text);

    private static string Same(string path, string name, string? wanted, string? found) =>
        found is not null && found == wanted
            ? found
            : throw Failure(path, $"its {name} is {Shown(found)}, and that of the audit {Shown(wanted)}");

    private static AuditException Wrong(string path, string name, string? text) =>
        Failure(path, $"{name} is {Shown(text)}, which no audit writes");

    private static string Shown(string? text) => text is null ? "missing" : $"'{LogEncoder.Encode(text)}'";

    private static AuditException Failure(string path, string problem, Exception? cause = null) =>
        new(
            $"Reading {path} for the overview: {problem}. Run that audit again, or take its folder away.",
            FailureKind.ConfigurationOrInfrastructure,
            cause
        );

    private sealed record ReportContent
    {
        public int Schema { get; init; }

        public string? Platform { get; init; }

        public string? Period { get; init; }

        public string? AsOf { get; init; }

        public string? Verdict { get; init; }

        public List<string> Reasons { get; init; } = [];

        public List<FindingContent?> Findings { get; init; } = [];

        public SnapshotContent? Snapshot { get; init; }
    }

    private sealed record FindingContent(string? Check, string? Severity, string? Account, string? Teammate);

    private sealed record SnapshotContent(string? Seal);

    private sealed record AccountsContent
    {
        public int Schema { get; init; }

        public string? Platform { get; init; }

        public string? Period { get; init; }

        public string? Seal { get; init; }

        public List<AccountContent?> Accounts { get; init; } = [];
    }

    private sealed record AccountContent
    {
        public string? Id { get; init; }

        public string? Name { get; init; }

        public string? Address { get; init; }

        public MatchContent? Match { get; init; }

        public List<SubjectContent?> Findings { get; init; } = [];
    }

    private sealed record MatchContent(TeammateContent? Teammate);

    private sealed record TeammateContent(string? Name, string? Address);

    private sealed record SubjectContent(string? Check, string? Subject);
}

/// <summary>An open finding of a report that was kept.</summary>
/// <param name="Subject">The platform's own id of the account, or what the finding is about.</param>
/// <param name="Teammate">The address of the teammate whom it is about; null for nobody's.</param>
internal sealed record KeptReportFinding(string Check, string Subject, Severity Severity, string? Teammate);

/// <summary>An account of a report that was kept.</summary>
/// <param name="Name">The display name, which its owner chose, or null.</param>
/// <param name="Address">The e-mail address, or null.</param>
/// <param name="Teammate">Whose it is by the team file; null for nobody's.</param>
/// <param name="Findings">What its findings, open or waived, are known by.</param>
internal sealed record KeptAccount(
    string Id,
    string? Name,
    string? Address,
    (string Name, string Address)? Teammate,
    IReadOnlyList<(string Check, string Subject)> Findings
);
