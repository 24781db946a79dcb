namespace PlatformAudits.Checking;

/// <summary>
/// Somebody has said within a year what each token is for. What is said in the period itself does not end the finding: the cell beside it
/// does, for as long as the issue lasts. For any platform that lists tokens.
/// </summary>
internal sealed class TokenIsJustified : Check
{
    public override Severity DefaultSeverity => Severity.Low;

    public override IEnumerable<CheckResult> Evaluate(Comparison comparison)
    {
        foreach (var token in comparison.Population.TokensOf(comparison))
        {
            var said = comparison.Justifications.Of(token.Key);
            if (said is not null && !token.Traits.DifferFrom(said.Traits))
            {
                yield return Met(token.Account.Id, token.Label);
                continue;
            }

            var whose = token.OwnerName is { } owner ? $"belongs to {owner}" : "has no owner that is known";
            yield return NotMet(
                token.Account.Id,
                token.Label,
                token.Account,
                token.Owner,
                said is null
                    ? $"{token.Label} {whose}, and nobody has said in the last year what it is for."
                    : $"{token.Label} {whose}, and has changed since it was said on {Justifications.Shown(said.Day)} what it is for."
            );
        }
    }
}
