namespace Scriban.Syntax;

/// <summary>A variable of one function or included template, such as <c>$x</c>.</summary>
public class ScriptVariableLocal : ScriptVariable
{
    public ScriptVariableLocal(string name)
        : base(name, ScriptVariableScope.Local)
    {
    }
}
