using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// Every direct member of an audited group is a teammate, a teammate's second account, or an account that the settings expect.
/// </summary>
internal sealed class MemberIsOnTheTeam(GitLabComSettings settings) : MembershipCheck(settings)
{
    public override Severity DefaultSeverity => Severity.High;

    private protected override (string Text, string? Remedy)? Problem(GitLabMembership membership, Holders holders, Comparison comparison)
    {
        var account = membership.Account;
        return holders.Of(account).Kind != HolderKind.Nobody
            ? null
            : (
                $"{account.Handle} (gitlab.id {account.Id}) is {membership.Access.Name} in {membership.Group.FullPath}, and nobody in the "
                    + $"team file matches{(Doubt(account, comparison) is { } doubt ? $": {doubt}" : "")}.",
                null
            );
    }

    private static string? Doubt(GitLabAccount account, Comparison comparison) =>
        comparison.Roster.Teammates.FirstOrDefault(t => IsNamedBy(t, account)) is { } teammate
            ? $"the user name is that of {teammate.Name}, whose gitlab.id in the team file is {GitLabComMatching.IdOf(teammate)}"
            : comparison.DoubtOf(account);

    private static bool IsNamedBy(Teammate teammate, GitLabAccount account) =>
        teammate.GitLabUsername is { } username
        && GitLabComMatching.IdOf(teammate) is not null
        && username.Equals(account.Username, StringComparison.OrdinalIgnoreCase);
}
