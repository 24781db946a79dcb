using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>
/// Counts the turns of loops against their limit. The turns of inner loops count for the outermost one too:
/// scriban/scriban issue 631 shows 100 turns with one inner turn each stopped by a limit of 100.
/// </summary>
internal sealed class LoopCounter(VariableScopes variables)
{
    private int _depth;
    private int _turns;

    public bool IsInside => _depth > 0;

    public void Enter()
    {
        _depth++;
        variables.EnterLoop();
    }

    public void Leave()
    {
        variables.LeaveLoop();
        if (--_depth == 0)
        {
            _turns = 0;
        }
    }

    public void Step(SourceSpan span, int limit)
    {
        _turns++;
        if (limit > 0 && _turns > limit)
        {
            throw new ScriptRuntimeException(span, $"Exceeding number of iteration limit `{limit}` for loop statement.");
        }
    }
}
