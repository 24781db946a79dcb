using System.Text;

namespace Scriban.Syntax;

/// <summary><c>$"text {value} text"</c>.</summary>
internal sealed class ScriptInterpolatedStringExpression(IReadOnlyList<ScriptExpression> parts) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(context.ObjectToString(context.Evaluate(part)));
        }

        return text.ToString();
    }
}
