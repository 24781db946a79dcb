using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>Every pending invitation is for somebody in the team file: it is access to come.</summary>
internal sealed class InvitationHasTeammate : Check<CalendlyPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, CalendlyPopulation population)
    {
        foreach (var invitation in population.Invitations)
        {
            if (!invitation.IsPending)
            {
                continue;
            }

            yield return comparison.Roster.ByEmail(invitation.Email) is not null
                ? Met(invitation.Uri, invitation.Email)
                : NotMet(
                    new Account { Id = invitation.Uri, Email = invitation.Email },
                    null,
                    $"{invitation.Email} is invited, and nobody in the team file has that address."
                );
        }
    }
}
