namespace Scriban.Parsing;

/// <summary>Leaves the parser when going on would only add follow-up errors; the reason is already logged.</summary>
internal sealed class ParsingAbortedException : Exception;
