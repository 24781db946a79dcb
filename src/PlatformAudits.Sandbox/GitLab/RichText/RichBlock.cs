namespace PlatformAudits.Sandbox.GitLab.RichText;

/// <summary>A block of a document in the rich text editor.</summary>
internal abstract record RichBlock;

internal sealed record RichParagraph(RichInline[] Content) : RichBlock
{
    /// <summary>Whether there is nothing but one text without marks, or nothing at all.</summary>
    public bool IsPlain => Content is [] or [{ Kind: RichInlineKind.Text, Marks.IsEmpty: true }];
}

internal sealed record RichHeading(int Level, RichInline[] Content) : RichBlock;

internal sealed record RichComment(string Text) : RichBlock;

internal sealed record RichCode(string Language, string Text) : RichBlock;

internal sealed record RichRule : RichBlock;

internal sealed record RichQuote(RichBlock[] Content) : RichBlock;

/// <param name="Type">note, tip, important, caution or warning.</param>
internal sealed record RichAlert(string Type, RichInline[] Title, RichBlock[] Content) : RichBlock;

internal sealed record RichDetails(RichInline[] Summary, RichBlock[] Content) : RichBlock;

/// <param name="Start">The number of its first item; null is a list with bullets.</param>
internal sealed record RichList(int? Start, RichItem[] Items) : RichBlock
{
    /// <summary>What the editor's schema calls it: lists of one kind never stand next to each other.</summary>
    public string Kind =>
        Start is not null ? "ordered"
        : Items.Any(item => item.Box is not null) ? "task"
        : "bullet";
}

/// <param name="Box">What stands in the box of a task item; null without one.</param>
internal sealed record RichItem(char? Box, RichBlock[] Content);

internal sealed record RichTable(RichCell[][] Rows) : RichBlock
{
    /// <summary>
    /// Whether Markdown can't hold it: cells with more than a paragraph or over several places, headers elsewhere than on top.
    /// </summary>
    public bool IsHtml =>
        !(
            Rows is [var first, .. { Length: > 0 } others]
            && first.All(cell => cell.IsHeader)
            && others.All(row => row is [{ IsHeader: false }, ..])
            && Rows.All(row => row.All(cell => cell is { Content: [RichParagraph], Columns: 1, Rows: 1 }))
        );
}

/// <param name="Align">left, right or center.</param>
/// <param name="Columns">How many it spans.</param>
/// <param name="Rows">How many it spans.</param>
internal sealed record RichCell(bool IsHeader, string Align, int Columns, int Rows, RichBlock[] Content);
