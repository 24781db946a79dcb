using System.Text;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary><c>include_join names separator prefix suffix</c>: several templates with text between and around them.</summary>
internal sealed class IncludeJoinFunction : IScriptFunction
{
    private static readonly string[] Parameters = ["template_names", "separator", "prefix", "suffix"];

    public int RequiredParameterCount => 2;

    public int ParameterCount => Parameters.Length;

    public bool TakesTheRest => false;

    public bool TakesAnyName => false;

    public int IndexOfParameter(string name) => Array.IndexOf(Parameters, name);

    public Type? TypeOfParameter(int index) => index switch
    {
        0 => typeof(System.Collections.IList),
        < 4 => typeof(string),
        _ => null,
    };

    public object? Invoke(TemplateContext context, ScriptNode caller, BoundArguments arguments, ScriptBlockStatement? block)
    {
        var names = context.ToList(arguments.SpanOf(0), arguments.Values[0]);
        var text = new StringBuilder();
        for (var i = 0; i < (names?.Count ?? 0); i++)
        {
            var name = context.ObjectToString(names![i]);
            text.Append(i == 0 ? Surround(context, arguments, 2, caller) : Surround(context, arguments, 1, caller));
            text.Append(context.RenderTemplate(context.Templates.Get(name, caller), arguments.Values, arguments.Named, caller));
        }

        return text.Append(text.Length == 0 ? string.Empty : Surround(context, arguments, 3, caller)).ToString();
    }

    /// <summary>A text that starts with <c>tpl:</c> names a template.</summary>
    private static string Surround(TemplateContext context, BoundArguments arguments, int place, ScriptNode caller)
    {
        const string TemplateMark = "tpl:";
        if (!arguments.IsGiven(place))
        {
            return string.Empty;
        }

        var text = context.ObjectToString(arguments.Values[place]);
        if (!text.StartsWith(TemplateMark, StringComparison.Ordinal))
        {
            return text;
        }

        var name = text[TemplateMark.Length..];
        return context.RenderTemplate(context.Templates.Get(name, caller), arguments.Values, arguments.Named, caller);
    }
}
