using System.Collections.Immutable;

namespace PlatformAudits.Sandbox.GitLab.RichText;

internal enum RichInlineKind
{
    Text,
    Break,

    /// <summary>Its text is already Markdown.</summary>
    Image,
}

/// <summary>A part of a line, with the marks around it from the outermost to the innermost.</summary>
internal sealed record RichInline(RichInlineKind Kind, string Text, ImmutableList<RichMark> Marks);

/// <param name="Name"><c>a</c>, <c>em</c>, <c>strong</c>, <c>del</c>, <c>code</c>, or a tag that stays HTML.</param>
/// <param name="Address">Where a link leads.</param>
/// <param name="Title">The title of a link, or nothing.</param>
internal sealed record RichMark(string Name, string Address = "", string Title = "")
{
    /// <summary>The order in which the editor nests marks; code is the innermost.</summary>
    public int Rank =>
        Name switch
        {
            "a" => 0,
            "em" => 1,
            "strong" => 2,
            "del" => 3,
            "code" => 9,
            _ => 5,
        };

    /// <summary>Whether blanks at its ends have to stand outside of it.</summary>
    public bool ExpelsBlanks => Rank is 1 or 2 or 3 or 9;
}
