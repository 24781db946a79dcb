using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>
/// What 1Password tells of an account: its type, its state and which of the audited groups it manages. Who else administers the company's
/// account is not read, so nobody is known to be without privilege.
/// </summary>
internal static class OnePasswordDetails
{
    public static AccountDetails Of(OnePasswordAccount account, OnePasswordPopulation population)
    {
        var managed = population
            .Groups.Select(group => (group.Group, Member: group.Find(account)))
            .Where(group => group.Member?.IsManager == true)
            .Select(group => $"{group.Member!.Role} of {group.Group.Label}")
            .ToList();
        return new AccountDetails
        {
            Role =
                account.Type is null && managed.Count == 0
                    ? null
                    : string.Join("; ", new[] { account.Type }.Concat(managed).OfType<string>()),
            IsPrivileged = managed.Count > 0 ? true : null,
            State = account.State,
        };
    }
}
