using System.Globalization;
using System.Text.RegularExpressions;

namespace PlatformAudits.FollowUp;

/// <summary>What a reply asks the program to do. It counts at the beginning of what somebody says, not in a quotation.</summary>
internal abstract partial record ReplyCommand
{
    /// <summary>That the next step waits until a day: <c>later 2026-12-04</c>.</summary>
    public sealed record Later(DateOnly Until) : ReplyCommand;

    /// <summary>That somebody else has it now: <c>@somebody has this</c>.</summary>
    public sealed record HandOver(string Username) : ReplyCommand;

    /// <summary>The command of a reply, or null.</summary>
    /// <param name="markdown">The reply as it came.</param>
    public static ReplyCommand? In(string markdown)
    {
        var words = ReplyText.FirstWordsOf(markdown);
        return LaterForm().Match(words) is { Success: true } later
            && DateOnly.TryParseExact(
                later.Groups["day"].Value,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
                ? new Later(day)
            : HandOverForm().Match(words) is { Success: true } handed ? new HandOver(handed.Groups["name"].Value)
            : null;
    }

    [GeneratedRegex(@"\Alater\s+(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LaterForm();

    /// <summary>A GitLab user name may end in no full stop, and a sentence may.</summary>
    [GeneratedRegex(
        @"\A@(?<name>[A-Za-z0-9_][A-Za-z0-9_.-]{0,254})\s+has\s+this\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex HandOverForm();
}
