using System.Globalization;
using System.Text.RegularExpressions;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>
/// What <c>op</c> writes to standard error: lines such as <c>[ERROR] 2022/04/28 12:02:34 "X" isn't a group in this account.</c>, or, for a
/// token that it cannot read, the trace of
/// a Go program that broke down, without <c>[ERROR]</c>.
/// </summary>
internal static partial class OpErrors
{
    /// <summary>The error as a clause, without its time; null when there is none.</summary>
    public static string? TextOf(string error) =>
        Panic().Match(error) is { Success: true } panic ? $"it broke down: {panic.Groups["text"].Value.Trim()}"
        : Error().Match(error) is { Success: true } told ? told.Groups["text"].Value.Trim()
        : null;

    /// <summary>What to do about an error, or null.</summary>
    public static string? AdviceOn(string said) =>
        said switch
        {
            _ when Says(said, "it broke down") =>
                "OP_SERVICE_ACCOUNT_TOKEN is probably cut off or garbled: set it again, whole. If it is right, update op.",
            _ when Says(said, "Service Account Deleted") =>
                "The service account was deleted: make another one in 1Password, and put its token into OP_SERVICE_ACCOUNT_TOKEN.",
            _ when Says(said, "signed in")
                    || Says(said, "not authenticated yet")
                    || Says(said, "no account found")
                    || Says(said, "(401)") => "Put the token of a service account into OP_SERVICE_ACCOUNT_TOKEN.",
            _ when Says(said, "isn't a group") || Says(said, "More than one") || Says(said, "(404)") =>
                "Check platforms.1password.groups in audits.yaml; if the group is there, run again when nobody is changing groups.",
            _ when Says(said, "(403)") || Says(said, "Forbidden") || Says(said, "permission") || Says(said, "service account") =>
                "The service account may not read people and groups, so nobody knows who is in them: let an owner or "
                    + "administrator make one that may, or use the SCIM bridge (OP_SCIM_URL, OP_SCIM_TOKEN).",
            _ when Says(said, "unknown command") || Says(said, "unknown flag") || Says(said, "unknown shorthand") =>
                "Install a later 1Password CLI, or name one in OP_COMMAND.",
            _ => null,
        };

    /// <summary>
    /// Whether the error may be gone when the command is repeated: the limit of requests, a server in trouble, no connection.
    /// </summary>
    public static bool MayPass(string said) => Passing().IsMatch(said);

    /// <summary>The wait that the error asks for, as in <c>Please retry in 58 minutes</c>; null when it asks for none.</summary>
    public static TimeSpan? WaitAskedFor(string said) =>
        Wait().Match(said) is { Success: true } wait
        && int.TryParse(wait.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? wait.Groups["unit"].Value switch
            {
                "second" => TimeSpan.FromSeconds(count),
                "minute" => TimeSpan.FromMinutes(count),
                _ => TimeSpan.FromHours(count),
            }
            : null;

    private static bool Says(string said, string part) => said.Contains(part, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^panic: (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Panic();

    [GeneratedRegex(@"^\[ERROR\] (\d{4}/\d\d/\d\d \d\d:\d\d:\d\d )?(?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Error();

    [GeneratedRegex(
        @"\((429|5\d\d)\)|dial tcp|read tcp|connection (refused|reset)|no such host|i/o timeout|TLS "
            + @"handshake timeout|deadline exceeded|unexpected EOF",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Passing();

    [GeneratedRegex(@"retry in (?<count>\d+) (?<unit>second|minute|hour)s?")]
    private static partial Regex Wait();
}
