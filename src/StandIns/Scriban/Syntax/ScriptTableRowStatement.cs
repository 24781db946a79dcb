using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>tablerow</c>: a <c>for</c> that prints the rows and cells of an HTML table, <c>cols:</c> cells a row.</summary>
internal sealed class ScriptTableRowStatement(
    ScriptExpression variable, ScriptExpression iterator, IReadOnlyList<ScriptNamedArgument> options, ScriptBlockStatement body, ScriptBlockStatement? otherwise)
    : ScriptForStatement(variable, iterator, options, body, otherwise)
{
    protected override string LoopObjectName => "tablerow";

    protected override bool AcceptsColumns => true;

    protected override LoopState CreateState(int length, int columns) => new TableRowState(length, columns);

    protected override void BeforeLoop(TemplateContext context) => context.Write("<tr class=\"row1\">");

    protected override void AfterLoop(TemplateContext context) => context.Write("</tr>").WriteLine();

    protected override void BeforeItem(TemplateContext context, LoopState state)
    {
        var table = (TableRowState)state;
        if (table.IsFirstOfRow && table.Row > 1)
        {
            context.Write("</tr>").WriteLine().Write($"<tr class=\"row{table.Row}\">");
        }

        context.Write($"<td class=\"col{table.Column}\">");
    }

    protected override void AfterItem(TemplateContext context, LoopState state) => context.Write("</td>");
}
