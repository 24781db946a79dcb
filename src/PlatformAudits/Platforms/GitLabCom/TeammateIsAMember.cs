using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>Everybody in the team file is a direct member of the groups of their baseline, with their own account.</summary>
internal sealed class TeammateIsAMember(GitLabComSettings settings) : Check<GitLabComPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, GitLabComPopulation population)
    {
        var holders = new Holders(comparison, settings);
        var members = population
            .Memberships.Where(m => holders.Of(m.Account).Kind == HolderKind.Teammate)
            .Select(m => (m.Group, holders.Of(m.Account).Teammate!.Email))
            .ToHashSet();
        foreach (var (teammate, account) in comparison.Teammates)
        {
            foreach (var group in population.Groups)
            {
                if (settings.BaselineOf(teammate, group.Path) is not { Level: > 0 } needed)
                {
                    continue;
                }

                var (subject, label) = ($"{group.Id}#{Comparison.SubjectOf(teammate)}", $"{teammate.Name} in {group.FullPath}");
                yield return members.Contains((group, teammate.Email))
                    ? Met(subject, label)
                    : NotMet(
                        subject,
                        label,
                        account,
                        teammate,
                        $"{teammate.Name} is not a direct member of {group.FullPath}, "
                            + $"and the baseline is {needed.Name} there{Hint(teammate, group, account as GitLabAccount)}."
                    );
            }
        }
    }

    private static string Hint(Teammate teammate, GroupReading group, GitLabAccount? account) =>
        group.Invitations.Rows.Any(i => i.Email.Trim().Equals(teammate.Email, StringComparison.OrdinalIgnoreCase))
            ? "; the invitation has not been accepted"
        : account is null && teammate.GitLabUsername is null && GitLabComMatching.IdOf(teammate) is null
            ? "; the team file has neither gitlab.id nor gitlab.username"
        : "";
}
