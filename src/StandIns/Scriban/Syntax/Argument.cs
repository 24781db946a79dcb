using Scriban.Parsing;

namespace Scriban.Syntax;

/// <summary>An argument of a call with the place where it is written.</summary>
internal readonly record struct Argument(object? Value, SourceSpan Span, string? Name = null);
