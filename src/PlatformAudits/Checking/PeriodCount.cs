namespace PlatformAudits.Checking;

/// <summary>How many findings were open when a period was read last.</summary>
public sealed record PeriodCount(FiscalPeriod Period, int Findings);
