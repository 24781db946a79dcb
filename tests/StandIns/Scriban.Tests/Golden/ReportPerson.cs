namespace Scriban.Tests.Golden;

/// <summary>A part of <see cref="Report"/>.</summary>
public sealed class ReportPerson
{
    public string? FullName { get; set; }

    public string? EmailAddress { get; set; }

    public bool IsAdmin { get; set; }

    public int LoginCount { get; set; }
}
