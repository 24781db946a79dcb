namespace Scriban.Runtime;

/// <summary>The blanks that are printed at the start of each line of what a piece of code prints.</summary>
/// <param name="Text">The blanks, or null for none.</param>
/// <param name="IsNested">A piece of code inside an indented one: how the package combines their indentations is not known.</param>
internal readonly record struct Indent(string? Text, bool IsNested)
{
    public static readonly Indent None = new(null, false);

    /// <summary>The indentation of code that is itself indented by <paramref name="text"/>.</summary>
    public Indent Inside(string? text) => Text is null ? new Indent(text, false) : new Indent(Text, true);
}
