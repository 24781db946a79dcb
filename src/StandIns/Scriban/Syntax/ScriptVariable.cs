namespace Scriban.Syntax;

/// <summary>A variable, with the dollar sign of a local one in its name.</summary>
public abstract class ScriptVariable : ScriptExpression, IAssignable
{
    private protected ScriptVariable(string name, ScriptVariableScope scope)
    {
        Name = name;
        Scope = scope;
    }

    public string Name { get; }

    public ScriptVariableScope Scope { get; }

    public override string ToString() => Name;

    public override object? Evaluate(TemplateContext context) => context.Variables.Get(this);

    void IAssignable.Assign(TemplateContext context, object? value) => context.Variables.Set(this, value);
}
