using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>A value in an operation, and where it stands.</summary>
internal readonly record struct Operand(object? Value, SourceSpan Span);
