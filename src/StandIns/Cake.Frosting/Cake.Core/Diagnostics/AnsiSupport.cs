namespace Cake.Core.Diagnostics;

/// <summary>Whether log lines carry escape sequences. Redirection is no reason to leave them out (observed).</summary>
internal sealed class AnsiSupport(Func<string, string> environmentVariable)
{
    private static readonly string[] BuildServers = ["GITHUB_ACTION", "TF_BUILD", "TEAMCITY_VERSION"];
    private static readonly string[] TerminalPrefixes = ["xterm", "rxvt", "eterm", "screen", "vt100", "vt102", "vt220", "vt320", "st-256color"];
    private static readonly string[] TerminalParts = ["tmux", "ansi", "cygwin", "linux", "konsole", "bvterm"];

    public bool IsSupported { get; } =
        string.IsNullOrEmpty(environmentVariable("NO_COLOR"))
        && (IsTerminal(environmentVariable("TERM") ?? "") || BuildServers.Any(name => !string.IsNullOrEmpty(environmentVariable(name))));

    private static bool IsTerminal(string term) =>
        TerminalPrefixes.Any(prefix => term.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || TerminalParts.Any(part => term.Contains(part, StringComparison.OrdinalIgnoreCase));
}
