namespace Scriban.Syntax;

/// <summary><c>capture</c>: what its body prints becomes the value of a variable.</summary>
internal sealed class ScriptCaptureStatement(ScriptExpression target, ScriptBlockStatement body) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        string text;
        context.Output.Push();
        try
        {
            context.Evaluate(body);
        }
        finally
        {
            text = context.Output.Pop();
        }

        Assignment.To(context, target, text);
        return null;
    }
}
