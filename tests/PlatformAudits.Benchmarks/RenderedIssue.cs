using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Collecting.Replaying;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Tracking;

namespace PlatformAudits.Benchmarks;

/// <summary>
/// What the text of an issue is made of, from an audit of a sandbox that is too large for one issue: 5,000 people, some with a name of 900
/// characters.
/// </summary>
internal sealed class RenderedIssue
{
    private readonly AuditReport _report;
    private readonly Platform _platform;
    private readonly Comparison _comparison;
    private readonly IssueTemplate _template;

    private RenderedIssue(AuditReport report, Platform platform, Comparison comparison, string templates)
    {
        _report = report;
        _platform = platform;
        _comparison = comparison;
        _template = new IssueTemplate([templates]);
    }

    /// <summary>Audits the sandbox, and reads its snapshot again as a replay does.</summary>
    public static async Task<RenderedIssue> PrepareAsync(string templates)
    {
        const string Calendly = "calendly";
        var folder = Directory.CreateTempSubdirectory("platform-audits-benchmark-").FullName;
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(
                new SandboxOptions { Size = 5000, DisplayNames = [new string('|', 900)] }
            );
            using var transport = ApiClient.NewTransport();
            var settingsPath = Path.Combine(folder, "audits.yaml");
            await File.WriteAllTextAsync(settingsPath, sandbox.SettingsYaml);
            var request = new AuditRequest
            {
                Platform = Calendly,
                SettingsPath = settingsPath,
                WaiversPath = Path.Combine(folder, "waivers.yaml"),
                TemplatesFolder = templates,
                OutputFolder = Path.Combine(folder, Calendly),
                Preview = true,
            };
            await new Audit(
                new RunServices(name => sandbox.Environment.GetValueOrDefault(name), transport, TimeProvider.System, RunLog.Silent)
            ).RunAsync(request, CancellationToken.None);

            var snapshot = Path.Combine(request.OutputFolder, "snapshot");
            var manifest = SnapshotReader.Read(snapshot);
            var configuration = Configuration.Read(settingsPath);
            var settings = configuration.Settings;
            var platform = configuration.Platforms.Single(p => p.Id == Calendly);
            var population = await platform.CollectAsync(new ReplayedCollector(snapshot, manifest, RunLog.Silent), CancellationToken.None);
            var comparison = platform.Compare(TeamSource.FromSnapshot(snapshot, manifest, configuration.TeamFormat).Read(), population);
            var report = Evaluation.Evaluator.Evaluate(
                platform,
                comparison,
                settings,
                Waivers.None,
                FiscalPeriod.Parse(manifest.Period),
                manifest,
                Evaluation.EarlierMemories.None,
                Evaluation.CheckTexts.Read([templates], configuration.Platforms)
            );
            return new RenderedIssue(report, platform, comparison, templates);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The text, as an audit makes it.</summary>
    public string Render()
    {
        var text = _template.Render(_report, _platform, _comparison);
        return IssueBody.New(IssueMarks.Issue(_report.Platform, _report.Period), text.Region, text.PeoplesPart);
    }
}
