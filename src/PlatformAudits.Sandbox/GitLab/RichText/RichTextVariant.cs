namespace PlatformAudits.Sandbox.GitLab.RichText;

/// <summary>
/// What two versions of GitLab's rich text editor do differently, or is not sure to be as it is here. Any combination is possible.
/// </summary>
[Flags]
public enum RichTextVariant
{
    /// <summary>Lists without blank lines, table rules of five signs, one line a paragraph.</summary>
    None = 0,

    /// <summary>A blank line between the items of a list.</summary>
    LooseLists = 1,

    /// <summary>Table rules as wide as their headers.</summary>
    WideRules = 2,

    /// <summary>The line breaks inside of paragraphs stay.</summary>
    KeptLineBreaks = 4,
}
