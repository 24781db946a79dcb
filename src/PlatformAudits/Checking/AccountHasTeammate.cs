namespace PlatformAudits.Checking;

/// <summary>Every account that needs one belongs to somebody in the team file. For any platform.</summary>
internal sealed class AccountHasTeammate : Check
{
    public override Severity DefaultSeverity => Severity.High;

    public override IEnumerable<CheckResult> Evaluate(Comparison comparison)
    {
        foreach (var (account, teammate) in comparison.Accounts)
        {
            if (teammate is null && !comparison.Rules.NeedsTeammate(account))
            {
                continue;
            }

            yield return teammate is not null
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"{account.Label} has an account, and nobody in the team file matches it{comparison.DoubtClause(account)}."
                );
        }
    }
}
