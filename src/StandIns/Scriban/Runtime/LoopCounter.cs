using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>
/// Counts the turns of loops and the items that functions walk through against their limit. Inner turns count for the outermost loop too:
/// scriban/scriban issue 631 shows 100 turns with one inner turn each stopped by a limit of 100.
/// </summary>
internal sealed class LoopCounter(VariableScopes variables)
{
    private int _statements;
    private int _depth;
    private long _turns;

    /// <summary>A loop statement is being executed, here or in a caller.</summary>
    public bool IsInside => _statements > 0;

    public void Enter()
    {
        _statements++;
        _depth++;
        variables.EnterLoop();
    }

    public void Leave()
    {
        _statements--;
        variables.LeaveLoop();
        LeaveScope();
    }

    public void Step(SourceSpan span, int limit)
    {
        _turns++;
        if (limit > 0 && _turns > limit)
        {
            throw new ScriptRuntimeException(span, $"Exceeding number of iteration limit `{limit}` for loop statement.");
        }
    }

    /// <summary>The items, each of which is counted when it is taken.</summary>
    public IEnumerable<object?> Count(TemplateContext context, SourceSpan span, IEnumerable<object?> items)
    {
        _depth++;
        try
        {
            foreach (var item in items)
            {
                StepInternally(context, span, 1);
                yield return item;
            }
        }
        finally
        {
            LeaveScope();
        }
    }

    /// <summary>Counts items that are made at once.</summary>
    public void Count(TemplateContext context, SourceSpan span, long items)
    {
        _depth++;
        try
        {
            StepInternally(context, span, items);
        }
        finally
        {
            LeaveScope();
        }
    }

    private void StepInternally(TemplateContext context, SourceSpan span, long items)
    {
        context.CheckAbort();
        _turns += items;
        if (context.LoopLimit > 0 && _turns > context.LoopLimit)
        {
            throw new ScriptRuntimeException(span, $"Exceeding number of iteration limit `{context.LoopLimit}` for internal iteration.");
        }
    }

    private void LeaveScope()
    {
        if (--_depth == 0)
        {
            _turns = 0;
        }
    }
}
