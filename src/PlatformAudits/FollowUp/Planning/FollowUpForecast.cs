namespace PlatformAudits.FollowUp.Planning;

/// <summary>What the follow-up will write if nobody reacts.</summary>
/// <param name="Entries">The notes, by time.</param>
/// <param name="Unreached">Who can't see the issues or has no account there, a sentence each, encoded: their managers are asked.</param>
public sealed record FollowUpForecast(IReadOnlyList<ForecastEntry> Entries, IReadOnlyList<string> Unreached);
