using System.Text.RegularExpressions;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>When two links are the same one.</summary>
internal static partial class Link
{
    /// <summary>Ignores scheme, www., letter case, a slash at the end, query and fragment; null for a blank link.</summary>
    public static string? Identity(string? link) =>
        string.IsNullOrWhiteSpace(link) ? null : Surroundings().Replace(link.Trim().ToLowerInvariant(), string.Empty);

    [GeneratedRegex(@"^https?://|(?<=^(https?://)?)www\.|/?([?#].*)?$", RegexOptions.Singleline)]
    private static partial Regex Surroundings();
}
