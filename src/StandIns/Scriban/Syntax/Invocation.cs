using System.Collections;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>Calls a function with the arguments that a template gives.</summary>
internal static class Invocation
{
    /// <summary>A function that a function of a list calls is given its item, whether it takes one or not: it ignores what is too much.</summary>
    public static object? Call(
        TemplateContext context, ScriptNode caller, IScriptFunction function, IEnumerable<Argument> arguments, ScriptBlockStatement? block = null,
        bool ignoresSurplus = false)
    {
        var bound = Bind(context, caller, function, arguments, out var last);
        var required = function.RequiredParameterCount;
        var given = Enumerable.Range(0, required).Count(bound.IsGiven);
        if (given < required)
        {
            var end = caller.Span.End.NextColumn();
            throw WrongCount(new SourceSpan(caller.Span.FileName, end, end), caller, given, required);
        }

        if (!ignoresSurplus && !function.TakesTheRest && bound.Values.Count > function.ParameterCount)
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
            last = argument.Span;
            var place = bound.Values.Count;
            if (argument.Name is { } name)
            {
                var named = function.IndexOfParameter(name);
                if (named < 0 && function.TakesAnyName)
                {
                    bound.Named[name] = argument.Evaluate(context);
                    bound.Values.SetValue(name, bound.Named[name], readOnly: false);
                    continue;
                }

                place = named < 0 ? place : named;
            }

            var type = TypeOf(caller, function, place);
            var value = argument.Evaluate(context);
            if (argument.IsExpansion && value is IEnumerable items)
            {
                foreach (var item in items)
                {
                    bound.Set(place, context.ToObject(caller.Span, item, TypeOf(caller, function, place)), argument.Span);
                    place++;
                }
            }
            else
            {
                bound.Set(place, context.ToObject(argument.Span, value, type), argument.Span);
            }
        }

        return bound;
    }

    private static Type TypeOf(ScriptNode caller, IScriptFunction function, int place) => function.TypeOfParameter(place)
        ?? throw new ScriptRuntimeException(caller.Span, $"Argument index must be < {function.ParameterCount} (Parameter 'index')");

    private static ScriptRuntimeException WrongCount(SourceSpan span, ScriptNode caller, int given, int expected) =>
        new(span, $"Invalid number of arguments `{given}` passed to `{caller}` while expecting `{expected}` arguments");
}
