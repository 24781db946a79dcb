using System.Text.RegularExpressions;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>An answer that says that something is meant to be as it is.</summary>
internal static partial class UnexplainedIntent
{
    /// <summary>Words that a reason has at the least, besides those that make the claim.</summary>
    private const int WordsOfReason = 4;

    /// <summary>
    /// Whether an answer only claims it and gives no reason. Such an answer is none: what is intentional needs a justification.
    /// </summary>
    /// <param name="markdown">The answer as it came.</param>
    public static bool IsUnfounded(string markdown)
    {
        var text = ReplyText.Of(markdown);
        return Intent().IsMatch(text) && Word().Count(Filler().Replace(Intent().Replace(text, ""), "")) < WordsOfReason;
    }

    [GeneratedRegex(
        @"\b(intentional(ly)?|intended|on purpose|by design|deliberate(ly)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Intent();

    [GeneratedRegex(
        @"@\S+|\b(this|that|it|is|was|are|they|yes|no|all|as|of|the|these|those|hi|hello|thanks|thank|you)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Filler();

    [GeneratedRegex(@"[\p{L}\p{N}][^\s]*")]
    private static partial Regex Word();
}
