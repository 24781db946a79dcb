namespace Scriban.Syntax;

/// <summary><c>case</c>: what stands before its first branch, the branches in order, and the <c>else</c>.</summary>
internal sealed class ScriptCaseStatement(
    ScriptExpression value, ScriptBlockStatement? preamble, IReadOnlyList<ScriptWhenClause> branches, ScriptBlockStatement? otherwise)
    : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        var wanted = context.Evaluate(value);
        if (preamble is not null)
        {
            context.Evaluate(preamble);
        }

        foreach (var branch in branches)
        {
            if (branch.Matches(context, wanted, value.Span))
            {
                return context.Evaluate(branch.Body);
            }
        }

        return otherwise is null ? null : context.Evaluate(otherwise);
    }
}
