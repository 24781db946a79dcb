namespace Scriban.Syntax;

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed class ScriptJumpStatement(string keyword, ScriptFlowState state) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        if (!context.Loops.IsInside)
        {
            throw new ScriptRuntimeException(Span, $"The <{keyword}> statement can only be used inside for/while loops");
        }

        context.FlowState = state;
        return null;
    }
}
