namespace PlatformAudits.Tracking.Regions;

/// <summary>A cell that people fill in.</summary>
/// <param name="Key">The digits of the finding that it belongs to.</param>
/// <param name="Typed">What was typed, without the blanks around it.</param>
/// <param name="Start">Where it begins in the row's text, behind its mark.</param>
/// <param name="End">Where the row's text goes on behind it.</param>
internal sealed record RegionCell(string Key, string Typed, int Start, int End);
