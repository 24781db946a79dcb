using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// What GitLab.com tells of an account in its rows of the groups' members: its access in each, and when the first of them began. It tells
/// no last use.
/// </summary>
internal sealed class GitLabComDetails(Comparison comparison, GitLabComPopulation population, GitLabComSettings settings)
{
    private readonly Holders _holders = new(comparison, settings);

    private readonly ILookup<string, GitLabMembership> _memberships = population.Memberships.ToLookup(
        membership => membership.Account.Id,
        StringComparer.Ordinal
    );

    public AccountDetails Of(Account account)
    {
        var memberships = _memberships[account.Id].ToList();
        var states = memberships.ConvertAll(StateOf);
        return new AccountDetails
        {
            Role = string.Join("; ", memberships.Select(membership => $"{membership.Group.FullPath}: {membership.Access.Name}")),
            IsPrivileged =
                memberships.Exists(membership => membership.Access.Level >= GitLabAccess.Owner) ? true
                : memberships.Exists(membership => membership.Access.Role is not null) ? null
                : false,
            State = states.Contains(null) ? null : string.Join("; ", states.Distinct(StringComparer.Ordinal)),
            Created = memberships.Exists(membership => membership.Row.Since is null) ? null : memberships.Min(m => m.Row.Since),
            Holder = _holders.Of((GitLabAccount)account) switch
            {
                { Kind: HolderKind.SecondAccount } second => new AccountHolder(second.Teammate, "second account"),
                { Kind: HolderKind.Expected } => new AccountHolder(null, "settings"),
                _ => null,
            },
        };
    }

    private static string? StateOf(GitLabMembership membership)
    {
        var (row, states) = (membership.Row, new List<string>());
        if (row.State is not { } state)
        {
            return null;
        }

        states.Add(state);
        if (row.IsLocked == true)
        {
            states.Add("locked");
        }

        if (row.MembershipState is { } ofMembership && ofMembership != "active")
        {
            states.Add($"membership {ofMembership} in {membership.Group.FullPath}");
        }

        return string.Join(", ", states);
    }
}
