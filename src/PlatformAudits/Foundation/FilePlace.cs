namespace PlatformAudits.Foundation;

/// <summary>A place in a file, for people.</summary>
/// <param name="File">The file as it is called in messages.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 units, from 1.</param>
public readonly record struct FilePlace(string File, int Line, int Column)
{
    /// <summary>The place as <c>file:line:column</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}
