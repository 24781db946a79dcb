namespace Scriban.Syntax;

/// <summary>A node that has a value.</summary>
public abstract class ScriptExpression : ScriptNode;
