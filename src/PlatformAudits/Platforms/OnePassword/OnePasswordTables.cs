using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>
/// The two tables of the handbook's page "1Password audits": <c>support_team</c>, and <c>not_in_team</c> with those in a group of the team
/// but not part of it.
/// </summary>
internal static class OnePasswordTables
{
    public static IEnumerable<IssueTable> Of(Comparison comparison, OnePasswordPopulation population, AuditReport report)
    {
        yield return new IssueTable("not_in_team", IsAppendix: false, NotInTeam(comparison, population, report));
        yield return new IssueTable("support_team", IsAppendix: true, SupportTeam(comparison, population, report));
    }

    private static IEnumerable<IssueRow> NotInTeam(Comparison comparison, OnePasswordPopulation population, AuditReport report)
    {
        var check = Check.IdOf<GroupMemberIsOnTheTeam>();
        foreach (var group in population.Groups)
        {
            foreach (var (account, member, teammate) in OnePasswordPopulation.MembersOf(group, comparison))
            {
                var key = new FindingKey(check, group.SubjectOf(account.Id));
                if (teammate is null)
                {
                    yield return new IssueRow(
                        key,
                        new Dictionary<string, string?>
                        {
                            ["group"] = group.Group.Label,
                            ["name"] = account.Name,
                            ["email"] = account.Email,
                            ["type"] = account.Type,
                            ["state"] = account.State ?? "unknown",
                            ["role"] = member.Role,
                            ["waived"] = report.AcceptanceOf(key),
                        }
                    );
                }
            }
        }
    }

    private static IEnumerable<IssueRow> SupportTeam(Comparison comparison, OnePasswordPopulation population, AuditReport report)
    {
        var failed = report.FailedChecks(f => f.Teammate?.Email);
        foreach (var (teammate, match) in comparison.Teammates)
        {
            var account = (OnePasswordAccount?)match;
            yield return new IssueRow(
                null,
                new Dictionary<string, string?>
                {
                    ["name"] = teammate.Name,
                    ["email"] = teammate.Email,
                    ["account"] = account is null ? "none" : account.Email ?? account.Id,
                    ["state"] = account is null ? null : account.State ?? "unknown",
                    ["groups"] = account is null
                        ? null
                        : string.Join(", ", population.Groups.Select(g => GroupOf(g, account)).OfType<string>()),
                    ["notes"] = comparison.NotesOn(account, failed[teammate.Email].Distinct()),
                }
            );
        }
    }

    private static string? GroupOf(AuditedGroup group, OnePasswordAccount account) =>
        group.Find(account) is not { } member ? null
        : member.IsManager ? $"{group.Group.Label} ({member.Role})"
        : group.Group.Label;
}
