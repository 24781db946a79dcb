namespace Scriban.Syntax;

/// <summary>Statements in a row. It prints what they yield, up to a statement that changes the flow.</summary>
public sealed class ScriptBlockStatement : ScriptStatement
{
    internal ScriptBlockStatement(IReadOnlyList<ScriptStatement> statements) => Statements = statements;

    internal IReadOnlyList<ScriptStatement> Statements { get; }

    public override object? Evaluate(TemplateContext context)
    {
        var outerIndent = context.Output.Indent;
        object? result = null;
        try
        {
            foreach (var statement in Statements)
            {
                context.CheckAbort();
                if (statement is ScriptEscapeStatement delimiter)
                {
                    delimiter.ApplyIndent(context, outerIndent);
                    continue;
                }

                result = context.Evaluate(statement);
                if (!statement.PrintsItsValue)
                {
                    result = null;
                }
                else if (result is not null && context.FlowState != ScriptFlowState.Return)
                {
                    context.Write(Span, result);
                    result = null;
                }

                if (context.FlowState != ScriptFlowState.None)
                {
                    break;
                }
            }
        }
        finally
        {
            context.Output.Indent = outerIndent;
        }

        return result;
    }
}
