using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>Who manages a group of the team is among those that the settings expect.</summary>
internal sealed class GroupManagerIsExpected(OnePasswordSettings settings) : Check<OnePasswordPopulation>
{
    public override Severity DefaultSeverity => Severity.High;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, OnePasswordPopulation population)
    {
        var expected = settings.ExpectedManagers.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var group in population.Groups)
        {
            foreach (var (account, member, teammate) in OnePasswordPopulation.MembersOf(group, comparison))
            {
                if (!member.IsManager)
                {
                    continue;
                }

                var (subject, label) = (group.SubjectOf(account.Id), group.LabelOf(account.Label));
                yield return expected.Contains(account.Email?.Trim() ?? "")
                    ? Met(subject, label)
                    : NotMet(
                        subject,
                        label,
                        account,
                        teammate,
                        $"{account.Label} is {member.Role} of the group {group.Group.Label}, which nobody expects."
                    );
            }
        }
    }
}
