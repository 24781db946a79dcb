using System.Text.RegularExpressions;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>When two e-mails, names or links are the same one.</summary>
internal static partial class Identity
{
    /// <summary>Ignores letter case and blanks around it.</summary>
    public static string OfEmail(string email) => email.Trim().ToLowerInvariant();

    /// <summary>Ignores accents, compatibility forms, letter case (both small sigmas are one letter), characters that can't be seen and how white space is written.</summary>
    public static string OfName(string name) => WhiteSpace().Replace(PlainText.WithoutMarks(name).ToUpperInvariant().ToLowerInvariant(), " ").Trim();

    /// <summary>Ignores scheme, www., letter case, a slash at the end, query and fragment; null for a blank link.</summary>
    public static string? OfLink(string? link) =>
        string.IsNullOrWhiteSpace(link) ? null : Surroundings().Replace(link.Trim().ToLowerInvariant(), string.Empty);

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"^https?://|(?<=^(https?://)?)www\.|/?([?#].*)?$", RegexOptions.Singleline)]
    private static partial Regex Surroundings();
}
