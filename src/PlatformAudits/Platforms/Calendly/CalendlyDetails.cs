using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>What Calendly tells of an account: no state, because whoever is listed has access, and no last use.</summary>
internal static class CalendlyDetails
{
    public static AccountDetails Of(CalendlyAccount account, CalendlyPopulation population)
    {
        var groups = population.GroupsLedBy(account);
        return new AccountDetails
        {
            Role = groups.Count == 0 ? account.Role : $"{account.Role}; admin of {Sentence.List(groups)}",
            IsPrivileged =
                account.IsAdmin || groups.Count > 0 ? true
                : account.Role == "user" ? false
                : null,
            Created = account.Since,
        };
    }
}
