namespace Scriban.Syntax;

/// <summary>Whether execution goes on with the next statement.</summary>
internal enum ScriptFlowState
{
    None,
    Break,
    Continue,
    Return,
}
