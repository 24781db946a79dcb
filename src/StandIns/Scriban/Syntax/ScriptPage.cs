namespace Scriban.Syntax;

/// <summary>A whole template.</summary>
public class ScriptPage : ScriptNode
{
    internal ScriptPage(ScriptBlockStatement body) => Body = body;

    internal ScriptBlockStatement Body { get; }

    public override object? Evaluate(TemplateContext context)
    {
        var result = context.Evaluate(Body);
        context.FlowState = ScriptFlowState.None;
        return result;
    }
}
