namespace PlatformAudits.Checking;

/// <summary>
/// The account has the teammate's e-mail address. Letter case and blanks around it don't matter. For any platform: it is what brings to
/// light whoever was matched by what people choose themselves.
/// </summary>
internal sealed class EmailMatches : Check
{
    public override IReadOnlyList<string> RemedyCases => [WeakMatch];

    public override IEnumerable<CheckResult> Evaluate(Comparison comparison)
    {
        foreach (var (account, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate || (comparison.Rules.HidesAddresses && string.IsNullOrWhiteSpace(account.Email)))
            {
                continue;
            }

            var how = comparison.WeakMatchOf(account);
            yield return account.Email?.Trim().Equals(teammate.Email, StringComparison.OrdinalIgnoreCase) == true
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"The team file gives {teammate.Name} the address {teammate.Email}, and the account"
                        + $"{(how is null ? "" : $", {how},")} has {account.Email ?? "none"}.",
                    how is null ? null : WeakMatch
                );
        }
    }
}
