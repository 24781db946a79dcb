using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>The sentences about a team file that can't be used.</summary>
internal static class TeamFileError
{
    private const int ShownLength = 80;

    /// <summary>An error at a place.</summary>
    public static AuditException At(FilePlace place, string problem, string advice, Exception? cause = null) =>
        new($"Reading the team file: {place}: {problem}; {advice}.", FailureKind.NotEvaluated, cause);

    /// <summary>An error of a file or folder as a whole.</summary>
    /// <param name="file">The file or folder as it is called in messages.</param>
    /// <param name="problem">What is wrong, as a clause whose subject is the file.</param>
    public static AuditException Of(string file, string problem, string advice, Exception? cause = null) =>
        new($"Reading the team file: {file} {problem}; {advice}.", FailureKind.NotEvaluated, cause);

    /// <summary>The error of a file or folder with too many bytes.</summary>
    /// <param name="file">The file or folder as it is called in messages.</param>
    /// <param name="byteLimit">How many it may have.</param>
    public static AuditException TooLarge(string file, long byteLimit) =>
        Of(file, FormattableString.Invariant($"has more than {byteLimit:N0} bytes, the most that a team file may have"), "check the path");

    /// <summary>
    /// A text of the file in quotes, on one line, without control characters (YAML can escape them) and not too long. A no-break space,
    /// which passes for a blank, is shown by its number.
    /// </summary>
    public static string Shown(string text)
    {
        var visible = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        var line = string.Join(' ', visible.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Replace("\u00a0", "[U+00A0]", StringComparison.Ordinal);
        return line.Length <= ShownLength ? $"'{line}'" : $"'{line[..ShownLength]}…'";
    }
}
