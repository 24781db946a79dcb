using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>What PagerDuty tells of an account: its base role and whether its invitation was accepted. It tells neither days.</summary>
internal static class PagerDutyDetails
{
    /// <summary>The base roles below an admin's (developer.pagerduty.com, the role of a user).</summary>
    private static readonly string[] PlainRoles =
    [
        "user",
        "limited_user",
        "observer",
        "restricted_access",
        "read_only_user",
        "read_only_limited_user",
    ];

    public static AccountDetails Of(PagerDutyAccount account) =>
        new()
        {
            Role = account.Role,
            IsPrivileged =
                account.SeesEverything ? true
                : PlainRoles.Contains(account.Role) ? false
                : null,
            State = account.IsInvited switch
            {
                true => "invited",
                false => "accepted",
                null => null,
            },
        };
}
