using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>Everybody in the team file who should have an account has one. For any platform.</summary>
internal sealed class TeammateHasAccount : Check
{
    public override IEnumerable<CheckResult> Evaluate(Comparison comparison)
    {
        foreach (var (teammate, account) in comparison.Teammates)
        {
            if (!comparison.Rules.IsExpected(teammate))
            {
                continue;
            }

            yield return account is not null
                ? Met(teammate)
                : NotMet(teammate, account, $"{teammate.Name} is in the team file and has no account{Hint(teammate, comparison)}.");
        }
    }

    private static string Hint(Teammate teammate, Comparison comparison) =>
        comparison.Rules.IsInvited(teammate.Email) ? " yet: the invitation has not been accepted" : "";
}
