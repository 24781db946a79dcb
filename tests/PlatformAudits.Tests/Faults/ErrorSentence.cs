using System.Text.RegularExpressions;

namespace PlatformAudits.Tests.Faults;

/// <summary>The form of an error for people: what was being done, what went wrong, what to do.</summary>
public static partial class ErrorSentence
{
    /// <summary>Whether a text has all three.</summary>
    public static bool IsWhole(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"^[A-Z].+?[^.:]: .+?[.;)] \S.+\.$", RegexOptions.Singleline)]
    private static partial Regex Form();
}
