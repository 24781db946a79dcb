namespace Scriban.Syntax;

/// <summary>What <c>for</c>, <c>tablerow</c> and <c>while</c> share: their scope, their limit and how they are left.</summary>
internal abstract class ScriptLoopStatement : ScriptStatement
{
    public sealed override object? Evaluate(TemplateContext context)
    {
        context.Loops.Enter();
        try
        {
            var result = EvaluateLoop(context);
            if (context.FlowState != ScriptFlowState.Return)
            {
                context.FlowState = ScriptFlowState.None;
            }

            return result;
        }
        finally
        {
            context.Loops.Leave();
        }
    }

    protected abstract object? EvaluateLoop(TemplateContext context);

    /// <summary>False when the body asked to leave the loop.</summary>
    protected static bool GoesOn(TemplateContext context)
    {
        if (context.FlowState == ScriptFlowState.Continue)
        {
            context.FlowState = ScriptFlowState.None;
        }

        return context.FlowState == ScriptFlowState.None;
    }

    /// <summary>Counts one more turn.</summary>
    protected void Step(TemplateContext context)
    {
        context.CheckAbort();
        context.Loops.Step(Span, context.LoopLimit);
    }
}
