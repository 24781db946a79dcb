using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>A function written in a template. Without declared parameters it takes any arguments, as <c>$0</c> and on.</summary>
internal sealed class ScriptFunction(IReadOnlyList<ScriptParameter>? parameters, ScriptStatement body, ScriptVariable? name) : IScriptFunction
{
    public bool TakesTheRest => parameters is null || (parameters.Count > 0 && parameters[^1].TakesTheRest);

    public bool TakesAnyName => parameters is null;

    public int ParameterCount => parameters?.Count ?? 0;

    public int RequiredParameterCount => parameters?.Count(parameter => parameter.DefaultValue is null && !parameter.TakesTheRest) ?? 0;

    public int IndexOfParameter(string name)
    {
        for (var i = 0; i < ParameterCount; i++)
        {
            if (parameters![i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    public Type? TypeOfParameter(int index) => typeof(object);

    public object? Invoke(TemplateContext context, ScriptNode caller, BoundArguments arguments, ScriptBlockStatement? block)
    {
        context.Variables.PushFunction(parameters is null ? null : BindParameters(context, parameters, arguments), hidesCallers: name is not null);
        try
        {
            if (name is ScriptVariableLocal)
            {
                context.Variables.SetLocal(name.Name, this);
            }

            context.Variables.SetLocal("$", arguments.Values);
            if (block is not null)
            {
                context.Variables.SetLocal("$$", block);
            }

            return context.Evaluate(body);
        }
        finally
        {
            context.Variables.PopFunction();
        }
    }

    private static ScriptObject BindParameters(TemplateContext context, IReadOnlyList<ScriptParameter> parameters, BoundArguments arguments)
    {
        var variables = new ScriptObject();
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            if (parameter.TakesTheRest)
            {
                variables[parameter.Name] = new ScriptArray(arguments.Values.Skip(i));
            }
            else if (arguments.IsGiven(i))
            {
                variables[parameter.Name] = arguments.Values[i];
            }
            else
            {
                variables[parameter.Name] = parameter.DefaultValue is null ? null : context.Evaluate(parameter.DefaultValue);
            }
        }

        return variables;
    }
}
