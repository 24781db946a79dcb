using System.Reflection;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Scheduling;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Audits;

/// <summary>
/// All that a settings file says, with every key asked for: what the program as a whole, its schedule, its follow-up and each platform
/// read.
/// </summary>
/// <param name="Cadence">When audits are opened; null where the file does not say.</param>
public sealed record Configuration(AuditSettings Settings, Cadence? Cadence, FollowUpSettings FollowUp, IReadOnlyList<Platform> Platforms)
{
    /// <summary>What is read of every person in the team file: the same for every platform of a run, so that they can share it.</summary>
    public TeamFormat TeamFormat { get; } = new(Platforms.SelectMany(platform => platform.TeamKeys));

    /// <summary>Reads a file.</summary>
    /// <param name="assemblies">Where to look for platforms; by default in the library only.</param>
    /// <exception cref="AuditException">It is missing, or a value is wrong, or nothing asks for a key.</exception>
    public static Configuration Read(string path, params IReadOnlyList<Assembly> assemblies)
    {
        var settings = AuditSettings.Read(path);
        _ = GitLabApi.LimitsOf(settings);
        var cadence = Cadence.Read(settings.Section("cadence"));
        var platforms = PlatformAudits.Platforms.Platform.All(settings, assemblies);
        cadence?.EnsureKnown(platforms);
        var followUp = FollowUpSettings.Read(settings.Section("follow_up"), platforms);
        settings.EnsureAllRead();
        return new Configuration(settings, cadence, followUp, platforms);
    }

    /// <summary>The platform with an id.</summary>
    /// <exception cref="AuditException">This version knows none, as where a manifest names it.</exception>
    public Platform Platform(string id) =>
        Platforms.FirstOrDefault(p => p.Id == id)
        ?? throw new AuditException($"Preparing the audit: this version knows no platform {id}. Use the version that does.");

    /// <summary>The day of a moment, in <see cref="Zone"/>.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => (Cadence ?? Scheduling.Cadence.Default).DayOf(moment);

    /// <summary>The time zone in which periods, waivers and absences begin and end: the cadence's; UTC where there is none.</summary>
    public TimeZoneInfo Zone => (Cadence ?? Scheduling.Cadence.Default).Zone;

    /// <summary>Reads the waivers of every platform.</summary>
    /// <param name="now">They are measured by its day.</param>
    /// <exception cref="AuditException">The file is wrong.</exception>
    public Waivers ReadWaivers(string path, DateTimeOffset now) => ReadWaivers(path, DayOf(now));

    /// <summary>Reads the waivers of every platform.</summary>
    /// <param name="day">They are measured by it.</param>
    /// <exception cref="AuditException">The file is wrong.</exception>
    public Waivers ReadWaivers(string path, DateOnly day) =>
        Waivers.Read(
            path,
            new WaiverRules(day, Settings.LongestWaiverDays, Platforms.ToDictionary(p => p.Id, p => p.CheckIds, StringComparer.Ordinal))
        );
}
