using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>Every pending invitation to an audited group is for somebody in the team file: it is access to come.</summary>
internal sealed class InvitationHasTeammate : Check<GitLabComPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, GitLabComPopulation population)
    {
        foreach (var group in population.Groups)
        {
            foreach (var invitation in group.Invitations.Rows.OrderBy(i => GitLabComMatching.Folded(i.Email), StringComparer.Ordinal))
            {
                var subject = $"{group.Id}#{GitLabComMatching.Folded(invitation.Email)}";
                yield return comparison.Roster.ByEmail(invitation.Email) is not null
                    ? Met(subject, $"{invitation.Email} in {group.FullPath}")
                    : NotMet(
                        subject,
                        $"{invitation.Email} in {group.FullPath}",
                        new Account { Id = subject, Email = invitation.Email },
                        null,
                        $"{invitation.Email} is invited to {group.FullPath} as {invitation.Access.Name}, "
                            + "and nobody in the team file has that address."
                    );
            }
        }
    }
}
