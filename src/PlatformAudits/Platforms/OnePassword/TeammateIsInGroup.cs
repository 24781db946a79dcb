using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>Everybody in the team file who belongs into a group is in it. Whether their account is active, another check tells.</summary>
internal sealed class TeammateIsInGroup : Check<OnePasswordPopulation>
{
    public override IReadOnlyList<string> RemedyCases => [WithoutAccount];

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, OnePasswordPopulation population)
    {
        foreach (var group in population.Groups)
        {
            var present = new HashSet<Teammate>(
                OnePasswordPopulation.MembersOf(group, comparison).Select(m => m.Teammate).OfType<Teammate>(),
                ReferenceEqualityComparer.Instance
            );
            foreach (var (teammate, match) in comparison.Teammates)
            {
                if (!group.Rule.Expects(teammate))
                {
                    continue;
                }

                var account = (OnePasswordAccount?)match;
                var (subject, label) = (group.SubjectOf(Comparison.SubjectOf(teammate)), group.LabelOf(teammate.Name));
                yield return present.Contains(teammate)
                    ? Met(subject, label)
                    : NotMet(
                        subject,
                        label,
                        account,
                        teammate,
                        $"{teammate.Name} is not in the group {group.Group.Label}{Hint(account)}.",
                        account is null ? WithoutAccount : null
                    );
            }
        }
    }

    private static string Hint(OnePasswordAccount? account) =>
        account is null ? ", and has no account"
        : account.IsActive ? ""
        : $"; the state of the account is {account.State ?? "unknown"}";
}
