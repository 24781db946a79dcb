namespace PlatformAudits.Audits;

/// <summary>Which reports are to be written again, and where.</summary>
public sealed record ReportRequest
{
    /// <summary>The settings file: where the audit issues are, and who reviews.</summary>
    public required string SettingsPath { get; init; }

    /// <summary>The waivers file; it need not exist.</summary>
    public required string WaiversPath { get; init; }

    /// <summary>The folder of the issue templates.</summary>
    public required string TemplatesFolder { get; init; }

    /// <summary>A project's own templates, with which its issues were written; null for none.</summary>
    public string? OwnTemplatesFolder { get; init; }

    /// <summary>The folder that audits wrote to: every audit's folder in it, and below it, is looked for.</summary>
    public required string OutputFolder { get; init; }
}
