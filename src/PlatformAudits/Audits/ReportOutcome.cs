namespace PlatformAudits.Audits;

/// <summary>What writing an audit's report again came to.</summary>
/// <param name="Folder">The audit's folder.</param>
/// <param name="Line">What it came to, in one line without personal data.</param>
/// <param name="IsWritten">Whether the report was written; otherwise the one that was there still is.</param>
public sealed record ReportOutcome(string Folder, string Line, bool IsWritten);
