namespace Scriban.Syntax;

/// <summary>A variable of the page and of everything that it calls.</summary>
public class ScriptVariableGlobal : ScriptVariable
{
    public ScriptVariableGlobal(string name)
        : base(name, ScriptVariableScope.Global)
    {
    }
}
