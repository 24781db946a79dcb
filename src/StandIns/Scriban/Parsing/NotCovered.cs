using Scriban.Syntax;

namespace Scriban.Parsing;

/// <summary>
/// The refusal of a construct that the package handles and the stand-in does not, or whose result in the package is not known.
/// Its message always starts with <see cref="Phrase"/>, so that a refusal can be told from any other error.
/// </summary>
internal static class NotCovered
{
    public const string Phrase = "Not covered by the stand-in: ";

    public static ScriptRuntimeException At(SourceSpan span, string construct) => new(span, Phrase + construct);
}
