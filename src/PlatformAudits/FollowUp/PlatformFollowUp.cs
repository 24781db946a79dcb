using PlatformAudits.Settings;

namespace PlatformAudits.FollowUp;

/// <summary>A platform whose follow-up differs from that of the others.</summary>
/// <param name="Platform">The platform's id.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Calendar">Its calendar.</param>
internal sealed record PlatformFollowUp(string Platform, Policy Policy, WorkCalendar Calendar)
{
    private SettingsSection? Settings { get; init; }

    /// <summary>Reads one.</summary>
    /// <param name="settings">Its part of the settings.</param>
    /// <param name="policies">All policies.</param>
    /// <param name="policy">The policy of the others.</param>
    /// <param name="calendar">The calendar of the others.</param>
    /// <exception cref="AuditException">A value is wrong.</exception>
    public static PlatformFollowUp Read(SettingsSection settings, IReadOnlyList<Policy> policies, Policy policy, WorkCalendar calendar) =>
        new(settings.RequiredText("platform"), FollowUpSettings.PolicyNamed(settings, policies, policy), WorkCalendar.Read(settings, calendar)) { Settings = settings };

    /// <summary>That there is no such platform.</summary>
    /// <param name="platforms">The ids of all platforms.</param>
    public AuditException Unknown(IReadOnlyList<string> platforms) => Settings!.Wrong(
        "platform",
        $"is {Platform}, and there is no such platform",
        Sentence.Nearest(Platform, platforms) is { } nearest ? $"did you mean {nearest}?" : $"the platforms are {Sentence.List(platforms)}");
}
