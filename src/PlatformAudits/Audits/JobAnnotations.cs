using Newtonsoft.Json;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Audits;

/// <summary>
/// Writes <c>annotations.json</c>, by which the page of a GitLab job links the audit issue (docs.gitlab.com/ci/yaml/artifacts_reports,
/// "artifacts:reports:annotations").
/// </summary>
internal static class JobAnnotations
{
    public const string FileName = "annotations.json";

    /// <summary>Writes the file.</summary>
    /// <param name="url">The address.</param>
    public static void Write(AuditReport report, string url, string folder)
    {
        var verdict = report.Verdict == Verdict.NotEvaluated ? "not evaluated" : Sentence.Count(report.Findings.Count, "finding");
        var label = $"{report.Title} audit {report.Period.Title}: {verdict}";
        var annotations = new Dictionary<string, object> { ["Audit issue"] = new[] { new { external_link = new { label, url } } } };
        AtomicFile.Write(Path.Combine(folder, FileName), JsonConvert.SerializeObject(annotations, Formatting.Indented) + "\n");
    }
}
