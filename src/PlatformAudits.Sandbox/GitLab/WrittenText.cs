using System.Net;
using System.Text.RegularExpressions;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// What GitLab reads out of a description or note: quick actions at the start of a line, mentions, and task items, none of them in code.
/// A reference sign behind a backslash is plain text; one written as a character reference is not, because it is resolved first.
/// </summary>
internal sealed partial class WrittenText
{
    private static readonly HashSet<string> KnownActions = new(StringComparer.OrdinalIgnoreCase)
    {
        "add_child", "add_contacts", "add_email", "approve", "assign", "assign_reviewer", "award", "blocked_by", "blocks", "board_move", "child_of", "clear_health_status",
        "clear_weight", "clone", "close", "confidential", "convert_to_ticket", "copy_metadata", "create_merge_request", "done", "draft", "due", "duplicate", "epic", "estimate",
        "estimate_time", "health_status", "internal_note", "invite_email", "iteration", "label", "labels", "link", "lock", "merge", "milestone", "move", "page", "parent_epic",
        "promote", "promote_to", "promote_to_incident", "publish", "reassign", "reassign_reviewer", "ready", "rebase", "relabel", "relate", "remove_child", "remove_child_epic",
        "remove_contacts", "remove_due_date", "remove_email", "remove_epic", "remove_estimate", "remove_iteration", "remove_milestone", "remove_parent", "remove_parent_epic",
        "remove_time_spent", "remove_zoom", "reopen", "request_changes", "request_review", "set_parent", "severity", "shrug", "spend", "spend_time", "status", "submit_review",
        "subscribe", "tableflip", "target_branch", "timeline", "title", "todo", "type", "unapprove", "unassign", "unassign_reviewer", "unlabel", "unlink", "unlock", "unrelate",
        "unsubscribe", "weight", "zoom",
    };

    private readonly List<string> _lines;

    public WrittenText(string text) => _lines = OutsideFences(text);

    /// <summary>The quick actions with their arguments, as <c>/assign @somebody</c>.</summary>
    public IReadOnlyList<string> QuickActions => [.. _lines.Where(IsQuickAction).Select(line => line.TrimEnd())];

    /// <summary>The mentions, each once, as <c>@somebody</c>.</summary>
    public IReadOnlyList<string> Mentions
    {
        get
        {
            var text = NotRendered().Replace(string.Join('\n', _lines), " ");
            return [.. Mention().Matches(WebUtility.HtmlDecode(text.Replace("&commat;", "@", StringComparison.Ordinal))).Select(match => match.Value.TrimEnd('.', '-')).Distinct()];
        }
    }

    /// <summary>Whether there is nothing but quick actions.</summary>
    public bool IsOnlyQuickActions => QuickActions.Count > 0 && _lines.All(line => string.IsNullOrWhiteSpace(line) || IsQuickAction(line));

    /// <summary>The number of task items, and of those that are ticked.</summary>
    public (int Count, int Completed) Tasks
    {
        get
        {
            var ticks = _lines.Select(line => TaskItem().Match(line)).Where(match => match.Success).Select(match => match.Groups["tick"].Value).ToList();
            return (ticks.Count, ticks.Count(tick => tick is "x" or "X"));
        }
    }

    private static bool IsQuickAction(string line) => QuickAction().Match(line) is { Success: true } match && KnownActions.Contains(match.Groups["name"].Value);

    private static List<string> OutsideFences(string text)
    {
        var outside = new List<string>();
        var fence = string.Empty;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var mark = Fence().Match(line);
            if (fence.Length == 0 && mark.Success)
            {
                fence = mark.Groups["mark"].Value;
            }
            else if (fence.Length == 0)
            {
                outside.Add(line);
            }
            else if (mark.Success && mark.Groups["mark"].Value.StartsWith(fence, StringComparison.Ordinal) && mark.Groups["info"].Value.Trim().Length == 0)
            {
                fence = string.Empty;
            }
        }

        return outside;
    }

    [GeneratedRegex(@"^ {0,3}(?<mark>`{3,}|~{3,})(?<info>.*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^/(?<name>[A-Za-z_]+)(\s|$)")]
    private static partial Regex QuickAction();

    [GeneratedRegex(@"<!--.*?-->|(?<![`\\])(?<ticks>`+)(?!`).*?(?<!`)\k<ticks>(?!`)", RegexOptions.Singleline)]
    private static partial Regex NotRendered();

    [GeneratedRegex(@"(?<![\w/\\])@[A-Za-z0-9_][A-Za-z0-9_.-]*")]
    private static partial Regex Mention();

    [GeneratedRegex(@"^[\s>]*([-*+]|\d+[.)])\s+\[(?<tick>[ xX])\]\s")]
    private static partial Regex TaskItem();
}
