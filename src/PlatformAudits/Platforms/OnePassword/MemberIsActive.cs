using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>
/// The account of everybody in a group of the team is active: not pending, not suspended, not amid a recovery or a transfer.
/// </summary>
internal sealed class MemberIsActive : Check<OnePasswordPopulation>
{
    public override Severity DefaultSeverity => Severity.High;

    public override IReadOnlyList<string> RemedyCases => [Stranger];

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, OnePasswordPopulation population)
    {
        foreach (var group in population.Groups)
        {
            foreach (var (account, _, teammate) in OnePasswordPopulation.MembersOf(group, comparison))
            {
                var (subject, label) = (group.SubjectOf(account.Id), group.LabelOf(account.Label));
                yield return account.IsActive
                    ? Met(subject, label)
                    : NotMet(
                        subject,
                        label,
                        account,
                        teammate,
                        $"{account.Label} is in the group {group.Group.Label} with the state {account.State ?? "unknown"}.",
                        teammate is null ? Stranger : null
                    );
            }
        }
    }
}
