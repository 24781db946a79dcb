using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>Calls a function with the arguments that a template gives.</summary>
internal static class Invocation
{
    public static object? Call(
        TemplateContext context, ScriptNode caller, IScriptFunction function, IReadOnlyList<Argument> arguments, ScriptBlockStatement? block = null)
    {
        var bound = Bind(caller, function, arguments);
        if (bound.GivenCount < function.RequiredParameterCount)
        {
            var end = caller.Span.End.NextColumn();
            throw WrongCount(new SourceSpan(caller.Span.FileName, end, end), caller, bound, function.RequiredParameterCount);
        }

        if (!function.TakesTheRest && bound.Values.Count > function.ParameterCount)
        {
            throw WrongCount(bound.SpanOf(function.ParameterCount), caller, bound, function.ParameterCount);
        }

        return function.Invoke(context, caller, bound, block);
    }

    private static BoundArguments Bind(ScriptNode caller, IScriptFunction function, IReadOnlyList<Argument> arguments)
    {
        var bound = new BoundArguments(caller);
        foreach (var argument in arguments)
        {
            if (argument.Name is not { } name)
            {
                bound.Add(argument);
            }
            else if (function.IndexOfParameter(name) is var index and >= 0)
            {
                bound.Set(index, argument);
            }
            else if (function.TakesAnyName)
            {
                bound.Values.SetValue(name, argument.Value, readOnly: false);
            }
            else
            {
                throw NotCovered.At(argument.Span, $"the named argument `{name}` for `{caller}`, which has no such parameter");
            }
        }

        return bound;
    }

    private static ScriptRuntimeException WrongCount(SourceSpan span, ScriptNode caller, BoundArguments bound, int expected) =>
        new(span, $"Invalid number of arguments `{bound.GivenCount}` passed to `{caller}` while expecting `{expected}` arguments");
}
