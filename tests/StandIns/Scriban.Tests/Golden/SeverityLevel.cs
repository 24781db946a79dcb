namespace Scriban.Tests.Golden;

/// <summary>A part of <see cref="Report"/>.</summary>
public enum SeverityLevel
{
    Low,
    Medium,
    High,
}
