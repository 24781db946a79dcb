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
    private const string Temporary = "temporary";

    private readonly int _days = settings.TemporaryAccessDays;

    public override Severity DefaultSeverity => Severity.High;

    public override IReadOnlyList<string> RemedyCases => [Temporary];

    public override int? Days => _days;

    private protected override (string Text, string? Remedy)? Problem(GitLabMembership membership, Holders holders, Comparison comparison)
    {
        var population = (GitLabComPopulation)comparison.Population;
        var ends = membership.Row.Ends;
        var access = $"{membership.Account.Handle} is {membership.Access.Name} in {membership.Group.FullPath}";
        if (ends < population.Day)
        {
            return ($"{access}, although the access ended on {Day(ends.Value)}.", null);
        }

        if (_days == 0 || !membership.Access.IsAbove(holders.Allowed(membership)))
        {
            return null;
        }

        return ends is null ? ($"{access} beyond what is expected, without an expiry date.", Temporary)
            : ends > population.Day.AddDays(_days)
                ? ($"{access} beyond what is expected, until {Day(ends.Value)}, which is too far ahead.", Temporary)
            : null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
