using System.Globalization;
using System.Text.RegularExpressions;

namespace Cake.Frosting.Tests.Recordings;

/// <summary>
/// What a session printed, line by line, and its exit code. A session recorded with merged streams has no lines of errors.
/// </summary>
public sealed record Transcript(IReadOnlyList<string> Output, IReadOnlyList<string> Errors, int ExitCode)
{
    private const string NuGetModule = "NuGet Config not specified.";

    private static readonly Regex Duration = new(@"\d\d:\d\d:\d\d\.\d{7}", RegexOptions.CultureInvariant);
    private static readonly Regex StackFrame = new(@"^\s+at ", RegexOptions.CultureInvariant);

    /// <summary>
    /// The transcript as text, without what differs from run to run and from build to build: durations, stack frames, and the line
    /// in which the package's NuGet module, which the stand-in does not have, speaks of itself.
    /// </summary>
    public string Masked() =>
        string.Create(CultureInfo.InvariantCulture, $"{Masked(Output)}\n--- errors ---\n{Masked(Errors)}\n--- exit code {ExitCode} ---");

    private static string Masked(IEnumerable<string> lines) =>
        string.Join(
            '\n',
            lines
                .Where(line => !StackFrame.IsMatch(line) && !line.StartsWith(NuGetModule, StringComparison.Ordinal))
                .Select(line => Duration.Replace(line, "hh:mm:ss.fffffff"))
        );
}
