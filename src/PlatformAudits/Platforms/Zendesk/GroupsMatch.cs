using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// The account is in the groups of the team file and in the default group, and in no others. Some are skipped, as the team's own
/// synchronisation skips them.
/// </summary>
internal sealed class GroupsMatch(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    public override Severity DefaultSeverity => Severity.Low;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (member, owner) in comparison.Accounts)
        {
            if (
                owner is not { } teammate
                || settings.ProfileOf(teammate) is not { } profile
                || settings.SkipsGroupsOf.Contains(teammate.Email)
            )
            {
                continue;
            }

            var account = (ZendeskAccount)member;
            var actual = population.GroupsOf(account);
            var expected = profile.Groups.Select(g => g.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (settings.DefaultGroups.FirstOrDefault(rule => rule.Fits(teammate, profile)) is { } rule)
            {
                expected.Add(rule.Group);
            }

            var missing = expected
                .Where(g => !actual.Contains(g, StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .ToList();
            var extra = actual.Where(g => !expected.Contains(g)).ToList();
            var parts = new[]
            {
                missing.Count == 0 ? null : $"is not in {Sentence.List(missing)}",
                extra.Count == 0 ? null : $"is in {Sentence.List(extra)} besides",
            };
            yield return missing.Count + extra.Count == 0
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"The account of {teammate.Name} ({account.Email ?? account.Id}) {string.Join(", and ", parts.OfType<string>())}."
                );
        }
    }
}
