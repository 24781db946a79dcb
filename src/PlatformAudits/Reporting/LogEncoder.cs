using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes text that others chose safe to stand in a job's log or a terminal: one line without escape sequences. GitLab's section markers
/// need a carriage return and an escape (docs.gitlab.com/ci/jobs/job_logs, "Custom collapsible sections"), so they are plain text then.
/// </summary>
public static class LogEncoder
{
    /// <summary>The text on one line, with characters that nobody sees by their numbers.</summary>
    /// <param name="text">The text as it came; null gives an empty one.</param>
    public static string Encode(string? text) => Invisible.Shown(text ?? "");
}
