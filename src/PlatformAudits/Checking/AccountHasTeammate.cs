namespace PlatformAudits.Checking;

/// <summary>Every account that needs one belongs to somebody in the team file. For any platform.</summary>
internal sealed class AccountHasTeammate(string platform) : Check
{
    public override string Title => "Every account belongs to a teammate";

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
                    $"{account.Label} has an account, and nobody in the team file matches it{comparison.DoubtClause(account)}.",
                    $"Write down why the account is needed, or remove it from {platform}; "
                        + "if it is a teammate's, put its e-mail address into the team file."
                );
        }
    }
}
