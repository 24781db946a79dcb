namespace PlatformAudits.Checking;

/// <summary>Every account that needs one belongs to somebody in the team file. For any platform.</summary>
public sealed class AccountHasTeammate : Check
{
    private readonly string _remedy;

    /// <summary>The check for a platform.</summary>
    public AccountHasTeammate(string platform) =>
        _remedy =
            $"Write down why the account is needed, or remove it from {platform}; if it is a teammate's, put its e-mail address into the team file.";

    public override string Title => "Every account belongs to a teammate";

    public override IEnumerable<CheckResult> Evaluate(Comparison comparison)
    {
        foreach (var (account, teammate) in comparison.Accounts)
        {
            if (teammate is null && !comparison.Population.NeedsTeammate(account))
            {
                continue;
            }

            yield return new CheckResult(
                account.Id,
                account.Label,
                teammate is not null
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, account.Id),
                        Account = account,
                        Text =
                            $"{account.Label} has an account, and nobody in the team file matches it{(comparison.DoubtOf(account) is { } doubt ? $": {doubt}" : "")}.",
                        Remedy = _remedy,
                    }
            );
        }
    }
}
