using System.Text.RegularExpressions;

namespace Cake.Core.Diagnostics;

/// <summary>Whether log lines carry escape sequences. Redirection is no reason to leave them out (observed).</summary>
internal sealed class AnsiSupport(Func<string, string> environmentVariable)
{
    private static readonly string[] BuildServers = ["GITHUB_ACTION", "TF_BUILD"];
    private static readonly string[] TerminalPrefixes = ["xterm", "rxvt", "eterm", "screen", "vt100", "vt102", "vt220", "vt320"];
    private static readonly string[] TerminalParts = ["tmux", "ansi", "cygwin", "linux", "konsole", "bvterm"];
    private static readonly Regex ColoredTeamCity = new(@"^(\d{2,4}\.|9\.[1-9])", RegexOptions.CultureInvariant);

    public bool IsSupported { get; } =
        string.IsNullOrEmpty(environmentVariable("NO_COLOR"))
        && (IsTerminal(environmentVariable("TERM") ?? "")
            || BuildServers.Any(name => !string.IsNullOrEmpty(environmentVariable(name)))
            || ColoredTeamCity.IsMatch(environmentVariable("TEAMCITY_VERSION") ?? ""));

    private static bool IsTerminal(string term) =>
        TerminalPrefixes.Any(prefix => term.StartsWith(prefix, StringComparison.Ordinal))
        || TerminalParts.Any(part => term.Contains(part, StringComparison.Ordinal));
}
