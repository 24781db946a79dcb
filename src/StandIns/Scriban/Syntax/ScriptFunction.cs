using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>A function written in a template. Without declared parameters it takes any arguments, as <c>$0</c> and on.</summary>
internal sealed class ScriptFunction(IReadOnlyList<ScriptParameter>? parameters, ScriptStatement body) : IScriptFunction
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

    public object? Invoke(TemplateContext context, ScriptNode caller, BoundArguments arguments, ScriptBlockStatement? block)
    {
        context.EnterRecursive(caller);
        var callerIndent = context.Output.Indent;
        if (parameters is not null)
        {
            context.PushGlobal(BindParameters(context, parameters, arguments));
        }

        context.Variables.PushFrame(arguments.Values, block);
        try
        {
            context.Output.Indent = Indent.None;
            var result = context.Evaluate(body);
            context.FlowState = ScriptFlowState.None;
            return result;
        }
        finally
        {
            context.Output.Indent = callerIndent;
            context.Variables.PopFrame();
            if (parameters is not null)
            {
                context.PopGlobal();
            }

            context.ExitRecursive(caller);
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
