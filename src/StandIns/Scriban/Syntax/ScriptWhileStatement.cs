using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>while</c>.</summary>
internal sealed class ScriptWhileStatement(ScriptExpression condition, ScriptBlockStatement body) : ScriptLoopStatement
{
    protected override object? EvaluateLoop(TemplateContext context)
    {
        var state = new LoopState(null);
        context.Variables.SetLoopVariable("while", state);
        object? result = null;
        for (var i = 0; context.ToBool(condition.Span, context.Evaluate(condition)); i++)
        {
            Step(context);
            state.MoveTo(i, null);
            result = context.Evaluate(body);
            if (!GoesOn(context))
            {
                break;
            }
        }

        return context.FlowState == ScriptFlowState.Return ? result : null;
    }
}
