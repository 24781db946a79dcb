using Newtonsoft.Json;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>
/// Writes <c>annotations.json</c>, by which the page of a GitLab job links the audit issue (docs.gitlab.com/ci/yaml/artifacts_reports,
/// "artifacts:reports:annotations").
/// </summary>
internal static class JobAnnotations
{
    /// <summary>Writes the file where there is an issue.</summary>
    public static void Write(AuditOutcome outcome, string folder)
    {
        if (outcome.Issue?.WebUrl is not { } url)
        {
            return;
        }

        var report = outcome.Report;
        var verdict = report.Verdict == Verdict.NotEvaluated ? "not evaluated" : Sentence.Count(report.Findings.Count, "finding");
        var label = $"{report.Title} audit {report.Period.Title}: {verdict}";
        var annotations = new Dictionary<string, object> { ["Audit issue"] = new[] { new { external_link = new { label, url } } } };
        AtomicFile.Write(Path.Combine(folder, "annotations.json"), JsonConvert.SerializeObject(annotations, Formatting.Indented) + "\n");
    }
}
