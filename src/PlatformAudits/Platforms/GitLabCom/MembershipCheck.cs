using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>A check of one membership after the other.</summary>
public abstract class MembershipCheck : Check<GitLabComPopulation>
{
    protected sealed override IEnumerable<CheckResult> Evaluate(Comparison comparison, GitLabComPopulation population)
    {
        var holders = new Holders(comparison);
        foreach (var membership in population.Memberships)
        {
            if (IsSubject(membership, holders))
            {
                yield return membership.Outcome(Id, holders.Of(membership.Account), Problem(membership, holders, comparison));
            }
        }
    }

    /// <summary>Whether the check has anything to say of a membership.</summary>
    private protected virtual bool IsSubject(GitLabMembership membership, Holders holders) => true;

    /// <summary>What is wrong and how to put it right; null when all is well.</summary>
    private protected abstract (string Text, string Remedy)? Problem(GitLabMembership membership, Holders holders, Comparison comparison);
}
