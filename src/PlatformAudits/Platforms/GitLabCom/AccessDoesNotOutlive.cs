using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// No access outlives its reason: none whose expiry date has passed is still listed, and access beyond what is expected (above the
/// baseline or the rule, or of somebody whom nobody
/// knows) has an expiry date that is not too far ahead.
/// </summary>
internal sealed class AccessDoesNotOutlive(GitLabComSettings settings) : MembershipCheck(settings)
{
    private readonly int _days = settings.TemporaryAccessDays;

    public override string Title => "No access outlives its reason";

    private protected override (string Text, string Remedy)? Problem(GitLabMembership membership, Holders holders, Comparison comparison)
    {
        var population = (GitLabComPopulation)comparison.Population;
        var ends = membership.Row.Ends;
        var access = $"{membership.Account.Handle} is {membership.Access.Name} in {membership.Group.FullPath}";
        if (ends < population.Day)
        {
            return (
                $"{access}, although the access ended on {Day(ends.Value)}.",
                "Take the membership away in GitLab, or give it a new expiry date."
            );
        }

        if (_days == 0 || !membership.Access.IsAbove(holders.Allowed(membership)))
        {
            return null;
        }

        var remedy = string.Create(
            CultureInfo.InvariantCulture,
            $"Take the access away in GitLab, or give it an expiry date at most {_days} days ahead."
        );
        return ends is null ? ($"{access} beyond what is expected, without an expiry date.", remedy)
            : ends > population.Day.AddDays(_days)
                ? ($"{access} beyond what is expected, until {Day(ends.Value)}, which is too far ahead.", remedy)
            : null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
