using System.Text.RegularExpressions;

namespace PlatformAudits.Collecting.Credentials;

/// <summary>
/// A secret as people paste it into a variable: with what stood around it where they copied it, or what stands in its place there.
/// </summary>
internal static partial class PastedSecret
{
    /// <summary>What is wrong with a value, and what to do, without the value; null when it may be a secret.</summary>
    /// <param name="value">The value, without blanks around it.</param>
    public static string? ProblemIn(string value) =>
        value switch
        {
            _ when Masked().IsMatch(value) =>
                "it holds what a log shows in the place of a secret, not the secret itself; set the secret again from where it was made.",
            _ when Reference().IsMatch(value) =>
                "it holds the name of a variable that was not replaced by its value; set the secret itself, and in GitLab switch off "
                    + "\"Expand variable reference\".",
            _ when value is ['"' or '\'' or '`' or '<', ..] or [.., '"' or '\'' or '`' or '>'] =>
                "it has quotes or brackets around it; set it again without them.",
            _ when Scheme().IsMatch(value) =>
                "it begins with the name of a header or with Bearer, Basic or Token, which the program adds by itself; "
                    + "set the secret alone.",
            _ when Assignment().IsMatch(value) => "it holds a name and an equals sign before the secret; set the secret alone.",
            _ when !CanBeHeader(value) =>
                "it holds a line break or another character that no token has; set it again without quotes or blanks around it.",
            _ when value.Contains(' ', StringComparison.Ordinal) => "it holds a blank, which no secret has; set it again.",
            _ => null,
        };

    /// <summary>Whether a header can carry a value.</summary>
    public static bool CanBeHeader(string value) => value.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && value.All(c => c <= '\u007e');

    [GeneratedRegex(
        @"\[(MASKED|REDACTED|FILTERED|HIDDEN|secret)\]|^[*\u2022.xX]{3,}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Masked();

    [GeneratedRegex(@"^(\$\{?[A-Za-z_]|\$\(|\{\{|%[A-Za-z_]+%$|op://)")]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"^([A-Za-z-]+:\s*)?(Bearer|Basic|Token|ApiKey)(\s|$)|^(Authorization|PRIVATE-TOKEN|JOB-TOKEN)\s*:|^token=",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Scheme();

    [GeneratedRegex("^(export |set )?[A-Z][A-Z0-9_]*_[A-Z0-9_]+=[^=]")]
    private static partial Regex Assignment();
}
