using PlatformAudits.Foundation;

namespace PlatformAudits.FollowUp.Policies;

/// <summary>A platform whose follow-up differs from that of the others.</summary>
internal sealed record PlatformFollowUp(string Platform, Policy Policy, WorkCalendar Calendar)
{
    private SettingsSection? Settings { get; init; }

    /// <summary>Reads one.</summary>
    /// <exception cref="AuditException">A value is wrong.</exception>
    public static PlatformFollowUp Read(SettingsSection settings, IReadOnlyList<Policy> policies, Policy policy, WorkCalendar calendar) =>
        new(
            settings.RequiredText("platform"),
            FollowUpSettings.PolicyNamed(settings, policies, policy),
            WorkCalendar.Read(settings, calendar)
        )
        {
            Settings = settings,
        };

    /// <summary>That there is no such platform.</summary>
    public AuditException Unknown(IReadOnlyList<string> platforms) =>
        Settings!.Wrong(
            "platform",
            $"is {Platform}, and there is no such platform",
            Sentence.Nearest(Platform, platforms) is { } nearest
                ? $"did you mean {nearest}?"
                : $"the platforms are {Sentence.List(platforms)}"
        );
}
