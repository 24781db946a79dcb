using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// No agent or admin is suspended: a suspended one keeps its role and its place, and is half of an offboarding. Where the vendor does not
/// say, nobody knows, and nobody is reported.
/// </summary>
internal sealed class AgentIsNotSuspended : Check<ZendeskPopulation>
{
    public override Severity DefaultSeverity => Severity.High;

    public override IReadOnlyList<string> RemedyCases => [Stranger];

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (member, teammate) in comparison.Accounts)
        {
            var account = (ZendeskAccount)member;
            if (account.IsSuspended is not { } isSuspended)
            {
                continue;
            }

            yield return !isSuspended
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"{account.Label} is suspended and still has the role {population.RoleOf(account)}.",
                    teammate is null ? Stranger : null
                );
        }
    }
}
