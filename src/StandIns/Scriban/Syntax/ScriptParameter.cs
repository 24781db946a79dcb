namespace Scriban.Syntax;

/// <summary>A parameter of a function in a template. The last one may take all arguments that are left.</summary>
internal sealed record ScriptParameter(string Name, ScriptExpression? DefaultValue, bool TakesTheRest);
