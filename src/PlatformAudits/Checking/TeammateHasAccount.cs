namespace PlatformAudits.Checking;

/// <summary>Everybody in the team file who should have an account has one. For any platform.</summary>
public sealed class TeammateHasAccount : Check
{
    private readonly string _platform;

    /// <summary>The check for a platform.</summary>
    public TeammateHasAccount(string platform) => _platform = platform;

    public override string Title => "Every teammate has an account";

    public override IEnumerable<CheckResult> Evaluate(Comparison comparison)
    {
        foreach (var (teammate, account) in comparison.Teammates)
        {
            if (!comparison.Population.IsExpected(teammate))
            {
                continue;
            }

            var subject = Comparison.SubjectOf(teammate);
            yield return new CheckResult(
                subject,
                teammate.Name,
                account is not null
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, subject),
                        Teammate = teammate,
                        Text =
                            $"{teammate.Name} is in the team file and has no account{(comparison.Population.IsInvited(teammate.Email) ? " yet: the invitation has not been accepted" : "")}.",
                        Remedy = $"Invite {teammate.Email} to {_platform}, or take the person out of the team file if they have left.",
                    }
            );
        }
    }
}
