using System.Text.RegularExpressions;

namespace PlatformAudits.Tests.Faults;

/// <summary>The form of an error for people: what was being done, what went wrong, what to do.</summary>
public static partial class ErrorSentence
{
    /// <summary>Whether a text has all three.</summary>
    public static bool IsWhole(string text) => Form().IsMatch(text);

    /// <summary>
    /// An error in its parts, without what is different in every run or system: what was being done, and the sentences that say what went
    /// wrong and what to do.
    /// </summary>
    public static (string Doing, IReadOnlyList<string> Sentences) Parts(string text)
    {
        var common = Number()
            .Replace(Commit().Replace(Address().Replace(Folder().Replace(text, "FOLDER"), "https://SYSTEM/"), "COMMIT"), "N");
        var match = Place().Match(common);
        var rest = Passing()
            .Replace(
                Said()
                    .Replace(
                        Asked().Replace(Name().Replace(match.Groups["problem"].Value.ReplaceLineEndings(" "), "SYSTEM"), "$1 ADDRESS"),
                        "$1 (WHAT IT SAYS)"
                    ),
                "answered 5NN"
            );
        rest = Parser().Replace(Figures().Replace(rest, "this does not hold (FIGURES)."), "this is not YAML: WHAT THE PARSER SAYS.");
        return (match.Groups["doing"].Value, Boundary().Split(rest));
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
    [GeneratedRegex(
        "(?<!answered |exit code |[A-Za-z_/-]|[0-9])[0-9][0-9.,]*[0-9]|(?<!answered |exit code |[A-Za-z_/0-9-])[0-9](?![0-9A-Za-z])"
    )]
    private static partial Regex Number();

    [GeneratedRegex(
        "(?<![A-Za-z])(Calendly|PagerDuty|Zendesk Global|Zendesk US Federal|Zendesk|GitLab\\.com|GitLab|1Password)(?= answered| "
            + "refuses| did not| took|'s answer)"
    )]
    private static partial Regex Name();

    [GeneratedRegex("(?<=^|\\. )(GET|POST|PUT) https://SYSTEM/[^ ]+(?=:)")]
    private static partial Regex Asked();

    /// <summary>What a vendor says of its refusal.</summary>
    [GeneratedRegex(@"(answered [0-9]{3}|exit code [0-9]+) \([^()]*(\([^()]*\)[^()]*)*\)")]
    private static partial Regex Said();

    [GeneratedRegex("answered (408|50[0-9])")]
    private static partial Regex Passing();

    [GeneratedRegex(@"(?<=[.)]) (?=[A-Z])")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"this is not YAML: .*?\.(?= |$)")]
    private static partial Regex Parser();

    [GeneratedRegex(@"this does not hold \(.*?\)\.(?= |$)")]
    private static partial Regex Figures();
}
