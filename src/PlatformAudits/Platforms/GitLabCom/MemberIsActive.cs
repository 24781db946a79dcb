using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// Nobody is a member who is blocked, deactivated, banned or locked, or whose membership awaits an approval: such access is a half-done
/// offboarding, or comes back with the account.
/// </summary>
internal sealed class MemberIsActive(GitLabComSettings settings) : MembershipCheck(settings)
{
    public override Severity DefaultSeverity => Severity.High;

    // A membership without a state is no answer at all: a completeness assertion sees to it.
    private protected override bool IsSubject(GitLabMembership membership, Holders holders) => membership.Row.State is not null;

    private protected override (string Text, string? Remedy)? Problem(GitLabMembership membership, Holders holders, Comparison comparison)
    {
        var row = membership.Row;
        var problems = new List<string>();
        if (row.State != "active")
        {
            problems.Add($"the account is {row.State}");
        }

        if (row.IsLocked is true)
        {
            problems.Add("the account is locked");
        }

        if (row.MembershipState is { } state && state != "active")
        {
            problems.Add($"the membership is {state}");
        }

        return problems.Count == 0
            ? null
            : (
                $"{membership.Account.Handle} is {membership.Access.Name} in {membership.Group.FullPath}, and {Sentence.List(problems)}.",
                null
            );
    }
}
