using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// Everybody with access to the federal instance is in the configured list of those whose citizenship was verified by an access request.
/// </summary>
internal sealed class CitizenshipRequestOnFile(ZendeskUsFederalSettings settings) : Check
{
    public override Severity DefaultSeverity => Severity.High;

    public override IEnumerable<CheckResult> Evaluate(Comparison comparison)
    {
        foreach (var (account, teammate) in comparison.Accounts)
        {
            var isOnFile = new[] { account.Email?.Trim(), teammate?.Email }.OfType<string>().Any(settings.CitizenshipRequests.Contains);
            yield return isOnFile
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"{account.Label} has access, and citizenship_requests in audits.yaml does not have the address."
                );
        }
    }
}
