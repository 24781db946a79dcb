using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>A check of one membership after the other.</summary>
internal abstract class MembershipCheck(GitLabComSettings settings) : Check<GitLabComPopulation>
{
    protected sealed override IEnumerable<CheckResult> Evaluate(Comparison comparison, GitLabComPopulation population)
    {
        var holders = new Holders(comparison, settings);
        foreach (var membership in population.Memberships)
        {
            if (!IsSubject(membership, holders))
            {
                continue;
            }

            yield return Problem(membership, holders, comparison) is not { } problem
                ? Met(membership.Subject, membership.Label)
                : NotMet(
                    membership.Subject,
                    membership.Label,
                    membership.Account,
                    holders.Of(membership.Account).Teammate,
                    problem.Text,
                    problem.Remedy
                );
        }
    }

    /// <summary>Whether the check has anything to say of a membership.</summary>
    private protected virtual bool IsSubject(GitLabMembership membership, Holders holders) => true;

    /// <summary>What is wrong, and the case of the remedy or null for the usual one; null when all is well.</summary>
    private protected abstract (string Text, string? Remedy)? Problem(GitLabMembership membership, Holders holders, Comparison comparison);
}
