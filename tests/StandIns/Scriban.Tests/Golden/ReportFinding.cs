namespace Scriban.Tests.Golden;

/// <summary>A part of <see cref="Report"/>.</summary>
public sealed class ReportFinding
{
    public string? Title { get; set; }

    public string? Severity { get; set; }

    public double CvssScore { get; set; }

    public DateTime? DueDate { get; set; }

    public List<string>? Tags { get; set; }

    public string? CWEId { get; set; }

    public string? HTMLBody { get; set; }

    public ReportPerson? AssignedTo { get; set; }

    public string? Item2Name { get; set; }
}
