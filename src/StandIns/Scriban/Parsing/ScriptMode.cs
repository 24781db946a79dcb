namespace Scriban.Parsing;

/// <summary>What the text of a template is made of. The front matter modes are not covered by the stand-in.</summary>
public enum ScriptMode
{
    /// <summary>Text with code between double braces.</summary>
    Default,
    FrontMatterOnly,
    FrontMatterAndContent,

    /// <summary>Nothing but code.</summary>
    ScriptOnly,
}
