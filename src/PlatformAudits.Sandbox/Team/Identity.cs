using System.Text.RegularExpressions;

namespace PlatformAudits.Sandbox.Team;

/// <summary>When two e-mails or names are the same one.</summary>
internal static partial class Identity
{
    /// <summary>Ignores letter case and blanks around it.</summary>
    public static string OfEmail(string email) => email.Trim().ToLowerInvariant();

    /// <summary>
    /// Ignores accents, compatibility forms, letter case (both small sigmas are one letter), characters that can't be seen and how white
    /// space is written.
    /// </summary>
    public static string OfName(string name) =>
        WhiteSpace().Replace(PlainText.WithoutMarks(name).ToUpperInvariant().ToLowerInvariant(), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
