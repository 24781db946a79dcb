using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// Nobody has more than what is expected: a teammate than the baseline, a second account or an expected account than its own rule. Members
/// whom nobody knows are judged by
/// <see cref="MemberIsOnTheTeam"/>.
/// </summary>
internal sealed class AccessIsNotAboveBaseline(GitLabComSettings settings) : MembershipCheck(settings)
{
    public override Severity DefaultSeverity => Severity.High;

    private protected override bool IsSubject(GitLabMembership membership, Holders holders) =>
        holders.Of(membership.Account).Kind != HolderKind.Nobody;

    private protected override (string Text, string? Remedy)? Problem(GitLabMembership membership, Holders holders, Comparison comparison)
    {
        var allowed = holders.Allowed(membership);
        return !membership.Access.IsAbove(allowed)
            ? null
            : (
                $"{membership.Account.Handle} is {membership.Access.Name} in {membership.Group.FullPath}, and "
                    + $"{Expectation(holders.Of(membership.Account), allowed)}.",
                null
            );
    }

    private static string Expectation(Holder holder, GitLabAccess? allowed) =>
        holder.Kind switch
        {
            HolderKind.SecondAccount => $"a second account of {holder.Teammate!.Name} may have {allowed?.Name ?? "nothing"} there",
            HolderKind.Expected => $"audits.yaml expects {allowed?.Name ?? "nothing"} there",
            _ => $"the baseline is {allowed?.Name ?? "nothing"} there",
        };
}
