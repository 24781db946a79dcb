using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>Everybody in a group of the team is somebody in the team file.</summary>
internal sealed class GroupMemberIsOnTheTeam : Check<OnePasswordPopulation>
{
    public override Severity DefaultSeverity => Severity.High;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, OnePasswordPopulation population)
    {
        foreach (var group in population.Groups)
        {
            foreach (var (account, _, teammate) in OnePasswordPopulation.MembersOf(group, comparison))
            {
                var (subject, label) = (group.SubjectOf(account.Id), group.LabelOf(account.Label));
                yield return teammate is not null
                    ? Met(subject, label)
                    : NotMet(
                        subject,
                        label,
                        account,
                        null,
                        $"{account.Label} is in the group {group.Group.Label} and in no team file{comparison.DoubtClause(account)}."
                    );
            }
        }
    }
}
