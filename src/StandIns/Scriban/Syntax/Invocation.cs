using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>Calls a function with the arguments that a template gives.</summary>
internal static class Invocation
{
    public static object? Call(
        TemplateContext context, ScriptNode caller, IScriptFunction function, IEnumerable<Argument> arguments, ScriptBlockStatement? block = null)
    {
        var bound = Bind(context, caller, function, arguments, out var last);
        var required = function.RequiredParameterCount;
        var given = Enumerable.Range(0, required).Count(bound.IsGiven);
        if (given < required)
        {
            var end = caller.Span.End.NextColumn();
            throw WrongCount(new SourceSpan(caller.Span.FileName, end, end), caller, given, required);
        }

        if (!function.TakesTheRest && bound.Values.Count > function.ParameterCount)
        {
            throw WrongCount(last, caller, bound.Values.Count, function.ParameterCount);
        }

        context.EnterRecursive(caller);
        try
        {
            return function.Invoke(context, caller, bound, block);
        }
        finally
        {
            context.ExitRecursive(caller);
            context.FlowState = ScriptFlowState.None;
        }
    }

    private static BoundArguments Bind(
        TemplateContext context, ScriptNode caller, IScriptFunction function, IEnumerable<Argument> arguments, out SourceSpan last)
    {
        var bound = new BoundArguments(caller);
        last = caller.Span;
        foreach (var argument in arguments)
        {
            var place = bound.Values.Count;
            if (argument.Name is { } name)
            {
                bound.Named.Add(argument);
                var named = function.IndexOfParameter(name);
                if (named < 0 && function.TakesAnyName)
                {
                    bound.Values.SetValue(name, argument.Value, readOnly: false);
                    continue;
                }

                place = named < 0 ? place : named;
            }

            var type = function.TypeOfParameter(place)
                ?? throw new ScriptRuntimeException(caller.Span, $"Argument index must be < {function.ParameterCount} (Parameter 'index')");
            bound.Set(place, context.ToObject(argument.Span, argument.Value, type), argument.Span);
            last = argument.Span;
        }

        return bound;
    }

    private static ScriptRuntimeException WrongCount(SourceSpan span, ScriptNode caller, int given, int expected) =>
        new(span, $"Invalid number of arguments `{given}` passed to `{caller}` while expecting `{expected}` arguments");
}
