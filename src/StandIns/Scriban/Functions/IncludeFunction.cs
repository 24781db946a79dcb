using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary><c>include 'name' arguments</c>: the included template finds the name as <c>$0</c> and the arguments behind it.</summary>
internal sealed class IncludeFunction : IScriptFunction
{
    public int RequiredParameterCount => 1;

    public int ParameterCount => 1;

    public bool TakesTheRest => true;

    public bool TakesAnyName => true;

    public int IndexOfParameter(string name) => name == "template_name" ? 0 : -1;

    public Type? TypeOfParameter(int index) => index == 0 ? typeof(string) : typeof(object);

    public object? Invoke(TemplateContext context, ScriptNode caller, BoundArguments arguments, ScriptBlockStatement? block)
    {
        var template = context.Templates.Get(context.ObjectToString(arguments.Values[0]), caller);
        return context.RenderTemplate(template, arguments.Values, arguments.Named, caller);
    }
}
