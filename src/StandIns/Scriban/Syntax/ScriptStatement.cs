namespace Scriban.Syntax;

/// <summary>A node that is executed. Its value is printed, unless it says otherwise.</summary>
public abstract class ScriptStatement : ScriptNode
{
    internal virtual bool PrintsItsValue => true;
}
