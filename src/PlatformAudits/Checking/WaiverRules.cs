namespace PlatformAudits.Checking;

/// <summary>What waivers are held against when they are read.</summary>
/// <param name="Day">The run's day.</param>
/// <param name="LongestDays">How many days after that one a waiver may end at most.</param>
/// <param name="Checks">The checks of every platform, by the platform's id, whether they are switched on or off.</param>
public sealed record WaiverRules(DateOnly Day, int LongestDays, IReadOnlyDictionary<string, IReadOnlyList<string>> Checks);
