using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>The account of everybody in a group of the team is active: not pending, not suspended, not amid a recovery or a transfer.</summary>
public sealed class MemberIsActive : Check<OnePasswordPopulation>
{
    public override string Title => "Everybody in a group has an active account";

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
                    account.IsActive
                        ? null
                        : new Finding
                        {
                            Key = new FindingKey(Id, subject),
                            Account = account,
                            Teammate = teammate,
                            Text =
                                $"{account.Label} is in the group {group.Group.Label}, and the state of the account is {account.State ?? "unknown"}.",
                            Remedy = teammate is null
                                ? "Remove the account from the group."
                                : "Bring the account back into use, or remove it from the group until it is.",
                        }
                );
            }
        }
    }
}
