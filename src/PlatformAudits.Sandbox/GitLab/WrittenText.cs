using System.Text.RegularExpressions;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// What GitLab reads out of a description or note (docs.gitlab.com/user/markdown and /user/project/quick_actions): quick actions at the
/// start of a line, mentions, references, and whatever else stops being plain text. Nothing of it happens in code or in HTML comments.
/// </summary>
internal sealed partial class WrittenText
{
    private static readonly HashSet<string> KnownActions = new(StringComparer.OrdinalIgnoreCase)
    {
        "add_child",
        "add_contacts",
        "add_email",
        "approve",
        "assign",
        "assign_reviewer",
        "award",
        "blocked_by",
        "blocks",
        "board_move",
        "child_of",
        "clear_health_status",
        "clear_weight",
        "clone",
        "close",
        "confidential",
        "convert_to_ticket",
        "copy_metadata",
        "create_merge_request",
        "done",
        "draft",
        "due",
        "duplicate",
        "epic",
        "estimate",
        "estimate_time",
        "health_status",
        "internal_note",
        "invite_email",
        "iteration",
        "label",
        "labels",
        "link",
        "lock",
        "merge",
        "milestone",
        "move",
        "page",
        "parent_epic",
        "promote",
        "promote_to",
        "promote_to_incident",
        "publish",
        "reassign",
        "reassign_reviewer",
        "ready",
        "rebase",
        "relabel",
        "relate",
        "remove_child",
        "remove_child_epic",
        "remove_contacts",
        "remove_due_date",
        "remove_email",
        "remove_epic",
        "remove_estimate",
        "remove_iteration",
        "remove_milestone",
        "remove_parent",
        "remove_parent_epic",
        "remove_time_spent",
        "remove_zoom",
        "reopen",
        "request_changes",
        "request_review",
        "set_parent",
        "severity",
        "shrug",
        "spend",
        "spend_time",
        "status",
        "submit_review",
        "subscribe",
        "tableflip",
        "target_branch",
        "timeline",
        "title",
        "todo",
        "type",
        "unapprove",
        "unassign",
        "unassign_reviewer",
        "unlabel",
        "unlink",
        "unlock",
        "unrelate",
        "unsubscribe",
        "weight",
        "zoom",
    };

    private readonly string _text;
    private readonly TextBlocks _blocks;
    private readonly Lazy<InlineText> _inline;

    public WrittenText(string text)
    {
        _text = text;
        _blocks = new TextBlocks(text);
        _inline = new Lazy<InlineText>(() => new InlineText(_blocks.Inline));
    }

    /// <summary>The quick actions with their arguments, as <c>/assign @somebody</c>.</summary>
    public IReadOnlyList<string> QuickActions =>
        [.. _blocks.Lines.Where(line => IsQuickAction(line.Text)).Select(line => line.Text.TrimEnd())];

    /// <summary>The mentions, each once, as <c>@somebody</c>.</summary>
    public IReadOnlyList<string> Mentions => _inline.Value.Mentions;

    /// <summary>The references to issues and so on, each once, as <c>#12</c> or <c>~label</c>.</summary>
    public IReadOnlyList<string> References => _inline.Value.References;

    /// <summary>
    /// Links, images, HTML, formulas and so on, as <c>link https://example.com</c>, with what the blocks themselves do, as <c>mermaid</c>.
    /// </summary>
    public IReadOnlyList<string> Activated => [.. _blocks.Activated, .. _inline.Value.Activated];

    /// <summary>How many there are of each kind of block, as <c>h2 1</c>; a text that only shows something adds none.</summary>
    public IReadOnlyDictionary<string, int> Structure => _blocks.Structure;

    /// <summary>Whether there is nothing but quick actions.</summary>
    public bool IsOnlyQuickActions => QuickActions.Count > 0 && WithoutQuickActions.Length == 0;

    /// <summary>
    /// The text as GitLab keeps it: without the lines of the quick actions, and, when there are any, without blanks at the end.
    /// </summary>
    public string WithoutQuickActions
    {
        get
        {
            var removed = _blocks.Lines.Where(line => IsQuickAction(line.Text)).Select(line => line.Number).ToHashSet();
            return removed.Count == 0
                ? _text
                : string.Join('\n', _text.Split('\n').Where((_, number) => !removed.Contains(number))).TrimEnd();
        }
    }

    /// <summary>The number of task items, and of those that are ticked.</summary>
    public (int Count, int Completed) Tasks
    {
        get
        {
            var ticks = _blocks
                .Lines.Select(line => TaskItem().Match(line.Text))
                .Where(match => match.Success)
                .Select(match => match.Groups["tick"].Value)
                .ToList();
            return (ticks.Count, ticks.Count(tick => tick is "x" or "X"));
        }
    }

    /// <summary>The task items of a text in their order, each with what stands behind its box, comments and all.</summary>
    public static IReadOnlyList<(string Text, bool IsTicked)> TaskItemsOf(string text)
    {
        var lines = text.Split('\n');
        return
        [
            .. new TextBlocks(text)
                .Lines.Where(line => TaskItem().IsMatch(line.Text))
                .Select(line => (Line: lines[line.Number], Box: TaskItem().Match(lines[line.Number])))
                .Where(line => line.Box.Success)
                .Select(line => (line.Line[line.Box.Length..].Trim(), line.Box.Groups["tick"].Value is "x" or "X")),
        ];
    }

    private static bool IsQuickAction(string line) =>
        QuickAction().Match(line) is { Success: true } match && KnownActions.Contains(match.Groups["name"].Value);

    [GeneratedRegex(@"^/(?<name>[A-Za-z_]+)(\s|$)")]
    private static partial Regex QuickAction();

    [GeneratedRegex(@"^[\s>]*([-*+]|\d+[.)])\s+\[(?<tick>[ xX])\]\s")]
    private static partial Regex TaskItem();
}
