using PlatformAudits.Foundation;

namespace PlatformAudits.FollowUp.Policies;

/// <summary>How a platform is followed up.</summary>
internal sealed record PlatformFollowUp(string Platform, Policy Policy, WorkCalendar Calendar)
{
    /// <summary>Reads how one differs from what it is without; a key that is absent changes nothing.</summary>
    /// <param name="ordinary">How each platform is followed up without exceptions.</param>
    /// <exception cref="AuditException">A value is wrong.</exception>
    public static PlatformFollowUp Read(SettingsSection settings, IReadOnlyList<Policy> policies, IReadOnlyList<PlatformFollowUp> ordinary)
    {
        var name = settings.RequiredText("platform");
        var own =
            ordinary.FirstOrDefault(platform => platform.Platform == name)
            ?? throw settings.Wrong(
                "platform",
                $"is {name}, and there is no such platform",
                Sentence.Nearest(name, ordinary.Select(platform => platform.Platform)) is { } nearest
                    ? $"did you mean {nearest}?"
                    : $"the platforms are {Sentence.List([.. ordinary.Select(platform => platform.Platform)])}"
            );
        return own with
        {
            Policy = FollowUpSettings.PolicyNamed(settings, policies, own.Policy),
            Calendar = WorkCalendar.Read(settings, own.Calendar),
        };
    }
}
