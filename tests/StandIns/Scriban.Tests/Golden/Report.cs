using System.Diagnostics.CodeAnalysis;

namespace Scriban.Tests.Golden;

/// <summary>The model of the vectors that look into .NET objects; its members are named as the recordings were made.</summary>
[SuppressMessage("Naming", "CA1709", Justification = "The names are part of the vectors.")]
public sealed class Report
{
    [SuppressMessage("Design", "CA1051", Justification = "A vector reads a field.")]
    public string PublicField = "field";

    public static string StaticGreeting => "static hi";

    public string? ProjectName { get; set; }

    public DateTime CreatedAt { get; set; }

    public List<ReportFinding>? Findings { get; set; }

    public Dictionary<string, string>? Labels { get; set; }

    public ReportPerson? Owner { get; set; }

    public SeverityLevel MaxSeverity { get; set; }

    [SuppressMessage("Performance", "CA1822", Justification = "A vector shows that instance methods are not visible.")]
    public string Shout(string text) => text.ToUpperInvariant();
}
