using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// Every group that was invited into an audited group is among the expected ones, with no more than the expected level: all its members
/// have access through it.
/// </summary>
internal sealed class SharedGroupIsExpected : Check<GitLabComPopulation>
{
    public override Severity DefaultSeverity => Severity.High;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, GitLabComPopulation population)
    {
        foreach (var group in population.Groups)
        {
            foreach (var share in group.Record.Shares)
            {
                var (subject, label) = ($"{group.Id}#{share.Id}", $"{share.FullPath} in {group.FullPath}");
                var allowed = group.SharedWith.In(share.FullPath);
                yield return allowed is not null && !share.Access.IsAbove(allowed)
                    ? Met(subject, label)
                    : NotMet(
                        subject,
                        label,
                        new Account { Id = subject, Name = share.FullPath },
                        null,
                        $"{group.FullPath} is shared with the group {share.FullPath} as {share.Access.Name}, "
                            + $"and {(allowed is null ? "that group is not among the expected ones" : $"{allowed.Name} is expected")}."
                    );
            }
        }
    }
}
