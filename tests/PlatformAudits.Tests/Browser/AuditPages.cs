using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Browser;

/// <summary>
/// The pages that people get: those of the sandbox's audits, the one over all of them, and made ones with few and with very many findings.
/// </summary>
internal sealed class AuditPages : IAsyncDisposable
{
    private const string Overview = "overview";

    private static readonly Dictionary<string, int> Made = new(StringComparer.Ordinal)
    {
        ["no finding"] = 0,
        ["40 findings"] = 40,
        ["5,000 findings"] = 5_000,
    };

    private readonly SandboxedAudit _audit;
    private readonly TemporaryFolder _folder = new();

    private AuditPages(SandboxedAudit audit, IReadOnlyDictionary<string, AuditReport> reports)
    {
        _audit = audit;
        Reports = reports;
    }

    /// <summary>The names of all pages.</summary>
    public static IEnumerable<string> Names => [.. SandboxedAudit.Platforms, Overview, .. Made.Keys];

    /// <summary>The names of the pages that can be searched within seconds.</summary>
    public static IEnumerable<string> ShortNames => Names.Except(Made.Where(made => made.Value > 1_000).Select(made => made.Key));

    /// <summary>The reports of the sandbox's audits, by platform.</summary>
    public IReadOnlyDictionary<string, AuditReport> Reports { get; }

    public static async Task<AuditPages> MakeAsync()
    {
        var audit = await SandboxedAudit.StartAsync(new SandboxOptions());
        var results = await audit.RunAllAsync();
        Assert.That(results.Select(result => result.Failure), Has.All.Null);
        await audit.OverviewAsync(request => request with { IssuesLast = false });
        var pages = new AuditPages(audit, results.ToDictionary(r => r.Platform, r => r.Outcome!.Report, StringComparer.Ordinal));
        foreach (var (name, count) in Made)
        {
            MadeReport.Write(count, pages.PathOf(name));
        }

        return pages;
    }

    /// <summary>The file of a page.</summary>
    public string PathOf(string name) =>
        Made.ContainsKey(name) ? _folder.File($"{name}.html")
        : name == Overview ? _audit.Beside("index.html")
        : FileOf(name, "report.html");

    /// <summary>A file of a platform's audit.</summary>
    public string FileOf(string platform, string name) =>
        Path.Combine(Path.GetDirectoryName(_audit.Request.OutputFolder)!, platform, name);

    public async ValueTask DisposeAsync()
    {
        await _audit.DisposeAsync();
        _folder.Dispose();
    }
}
