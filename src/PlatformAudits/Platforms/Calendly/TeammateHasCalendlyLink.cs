using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>Everybody in the team file has a Calendly link there.</summary>
internal sealed class TeammateHasCalendlyLink : Check
{
    public override Severity DefaultSeverity => Severity.Low;

    public override IEnumerable<CheckResult> Evaluate(Comparison comparison)
    {
        foreach (var (teammate, account) in comparison.Teammates)
        {
            yield return teammate.Field(CalendlyTeamKeys.Link) is not null
                ? Met(teammate)
                : NotMet(teammate, account, $"{teammate.Name} has no calendly link in the team file.");
        }
    }
}
