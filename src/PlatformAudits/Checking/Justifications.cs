using System.Globalization;

namespace PlatformAudits.Checking;

/// <summary>What people have said a token is for.</summary>
/// <param name="Traits">What the token was then.</param>
/// <param name="Day">The day of the run that first read it, UTC.</param>
/// <param name="Period">The period in whose issue they said it.</param>
/// <param name="Text">Their words, as they typed them.</param>
internal sealed record Justification(TokenTraits Traits, DateOnly Day, FiscalPeriod Period, string Text)
{
    /// <summary>The day on which it is asked for anew.</summary>
    public DateOnly Ends => Day.AddYears(1);
}

/// <summary>What people have said in the issues of earlier periods, and less than a year ago, what tokens are for.</summary>
/// <param name="said">By the digits of <see cref="TokenUnderReview.Key"/>.</param>
internal sealed class Justifications(IReadOnlyDictionary<string, Justification> said)
{
    /// <summary>Nobody has said anything.</summary>
    public static Justifications None { get; } = new(new Dictionary<string, Justification>());

    /// <summary>What was said of a token, or null.</summary>
    /// <param name="key">The token's key.</param>
    public Justification? Of(FindingKey key) => Of(key.Digits);

    /// <inheritdoc cref="Of(FindingKey)"/>
    /// <param name="digits">The digits of the token's key.</param>
    public Justification? Of(string digits) => said.GetValueOrDefault(digits);

    /// <summary>What was said of a token, with its day and whether the token has changed since; null for nothing.</summary>
    public string? ShownOf(TokenUnderReview token) =>
        Of(token.Key) is { } justification
            ? $"{Shown(justification.Day)}{(token.Traits.DifferFrom(justification.Traits) ? ", before it changed" : "")}: "
                + justification.Text
            : null;

    /// <summary>A day as people read it.</summary>
    internal static string Shown(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
