using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// Whoever is a member of a group of their baseline has the baseline's access there. Second accounts and other accounts need none.
/// </summary>
internal sealed class MemberHasBaselineAccess(GitLabComSettings settings) : MembershipCheck(settings)
{
    private protected override bool IsSubject(GitLabMembership membership, Holders holders) =>
        holders.Of(membership.Account).Kind == HolderKind.Teammate && holders.Allowed(membership) is not null;

    private protected override (string Text, string? Remedy)? Problem(GitLabMembership membership, Holders holders, Comparison comparison)
    {
        var needed = holders.Allowed(membership)!;
        return !membership.Access.IsBelow(needed)
            ? null
            : (
                $"{membership.Account.Handle} is {membership.Access.Name} in {membership.Group.FullPath}, and the "
                    + $"baseline is {needed.Name}.",
                null
            );
    }
}
