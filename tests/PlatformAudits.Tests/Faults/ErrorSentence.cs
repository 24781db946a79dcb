using System.Text.RegularExpressions;

namespace PlatformAudits.Tests.Faults;

/// <summary>The form of an error for people: what was being done, what went wrong, what to do.</summary>
public static partial class ErrorSentence
{
    /// <summary>Whether a text has all three.</summary>
    public static bool IsWhole(string text) => Form().IsMatch(text);

    /// <summary>A sentence in its two halves, without what is different in every run: what was being done, and what went wrong with what to do.</summary>
    public static (string Doing, string Problem) Halves(string text)
    {
        var common = Number().Replace(Commit().Replace(Address().Replace(Folder().Replace(text, "FOLDER"), "https://SYSTEM/"), "COMMIT"), "N");
        var match = Place().Match(common);
        return (match.Groups["doing"].Value, match.Groups["problem"].Value.ReplaceLineEndings(" "));
    }

    [GeneratedRegex(@"^[A-Z].+?[^.:]: .+?[.;)] \S.+\.$", RegexOptions.Singleline)]
    private static partial Regex Form();

    /// <summary>What was being done ends with the request in parentheses, or else with the first colon before a blank.</summary>
    [GeneratedRegex(@"^(?<doing>.+? \((GET|POST|op) [^)]*\)|.+?): (?<problem>.*)$", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex("https?://(127\\.0\\.0\\.1:[0-9]+|sandbox\\.invalid)/")]
    private static partial Regex Address();

    [GeneratedRegex("[0-9a-f]{40}|(?<=/op group user list |group user list )[a-z0-9]{26}|(?<=/v3/schedules/)[A-Z0-9]+")]
    private static partial Regex Commit();

    [GeneratedRegex("/[^ ]*platform-audits-test-[^ /]+")]
    private static partial Regex Folder();

    /// <summary>Numbers, but for the statuses that vendors answer with, exit codes, and the names of things.</summary>
    [GeneratedRegex("(?<!answered |exit code |[A-Za-z_/-]|[0-9])[0-9][0-9.,]*[0-9]|(?<!answered |exit code |[A-Za-z_/0-9-])[0-9](?![0-9A-Za-z])")]
    private static partial Regex Number();
}
