using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>What Zendesk tells of an agent or admin. It alone tells the last sign-in, and that there was none.</summary>
internal static class ZendeskDetails
{
    public static AccountDetails Of(ZendeskAccount account, ZendeskPopulation population) =>
        new()
        {
            Role = population.RoleOf(account),
            IsPrivileged = population.KindOf(account) == ZendeskKind.Admin,
            State = account.IsSuspended switch
            {
                true => "suspended",
                false => "active",
                null => null,
            },
            Created = account.Since,
            LastUse = account.HasNeverSignedIn ? LastUse.Never : LastUse.On(account.LastSignIn),
        };
}
