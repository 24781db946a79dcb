using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>Everybody in the team file who should have an account has one. For any platform.</summary>
internal sealed class TeammateHasAccount(string platform) : Check
{
    public override string Title => "Every teammate has an account";

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
                : NotMet(
                    teammate,
                    account,
                    $"{teammate.Name} is in the team file and has no account{Hint(teammate, comparison)}.",
                    $"Invite {teammate.Email} to {platform}, or take the person out of the team file if they have left."
                );
        }
    }

    private static string Hint(Teammate teammate, Comparison comparison) =>
        comparison.Rules.IsInvited(teammate.Email) ? " yet: the invitation has not been accepted" : "";
}
