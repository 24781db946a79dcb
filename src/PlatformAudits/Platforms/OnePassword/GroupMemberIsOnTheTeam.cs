using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>Everybody in a group of the team is somebody in the team file.</summary>
public sealed class GroupMemberIsOnTheTeam : Check<OnePasswordPopulation>
{
    public override string Title => "Everybody in a group is on the team";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, OnePasswordPopulation population)
    {
        foreach (var group in population.Groups)
        {
            foreach (var (account, _, teammate) in OnePasswordPopulation.MembersOf(group, comparison))
            {
                var subject = group.SubjectOf(account.Id);
                yield return new CheckResult(
                    subject,
                    $"{account.Label}, {group.Group.Label}",
                    teammate is not null
                        ? null
                        : new Finding
                        {
                            Key = new FindingKey(Id, subject),
                            Account = account,
                            Text =
                                $"{account.Label} is in the group {group.Group.Label}, and nobody in the team file matches it{(comparison.DoubtOf(account) is { } doubt ? $": {doubt}" : "")}.",
                            Remedy =
                                "Remove the account from the group, or write down why it is needed; if it is a teammate's, put its e-mail address into the team file.",
                        }
                );
            }
        }
    }
}
