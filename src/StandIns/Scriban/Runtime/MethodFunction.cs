using System.Reflection;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>A .NET method or delegate that templates can call.</summary>
internal sealed class MethodFunction : IScriptFunction
{
    private readonly object? _target;
    private readonly MethodInvoker _invoker;
    private readonly ParameterInfo[] _parameters;
    private readonly Type[] _passedByItself;
    private readonly bool _isClosedStatic;
    private readonly bool _hasParams;
    private readonly string _name;

    public MethodFunction(object? target, MethodInfo method)
    {
        _target = target;
        _name = method.Name;
        _invoker = MethodInvoker.Create(method);
        var all = method.GetParameters();

        // The first parameter of a closed static method is its target.
        var first = method.IsStatic && target is not null && all.Length > 0 && all[0].ParameterType.IsInstanceOfType(target) ? 1 : 0;
        _isClosedStatic = first == 1;
        _passedByItself = [.. all.Skip(first).Select(parameter => parameter.ParameterType).TakeWhile(IsPassedByItself)];
        _parameters = all[(first + _passedByItself.Length)..];
        _hasParams = _parameters.Length > 0 && _parameters[^1].IsDefined(typeof(ParamArrayAttribute));
        ParameterCount = _parameters.Length;
        RequiredParameterCount = _parameters.Count(parameter => !parameter.HasDefaultValue) - (_hasParams ? 1 : 0);
    }

    public int RequiredParameterCount { get; }

    public int ParameterCount { get; }

    public bool TakesTheRest => _hasParams;

    public bool TakesAnyName => false;

    public int IndexOfParameter(string? name) =>
        Array.FindIndex(_parameters, parameter => parameter.Name == name || StandardMemberRenamer.Rename(parameter.Name!) == name);

    public Type? TypeOfParameter(int index)
    {
        if (_hasParams && index >= ParameterCount - 1)
        {
            return _parameters[^1].ParameterType.GetElementType();
        }

        return index < ParameterCount ? _parameters[index].ParameterType : null;
    }

    public object? Invoke(TemplateContext context, ScriptNode caller, BoundArguments arguments, ScriptBlockStatement? block)
    {
        AssertNotNull(caller, arguments);
        var values = new object?[(_isClosedStatic ? 1 : 0) + _passedByItself.Length + _parameters.Length];
        var next = FillContext(values, context, caller.Span);
        var declared = _hasParams ? _parameters.Length - 1 : _parameters.Length;
        for (var i = 0; i < declared; i++)
        {
            values[next++] = arguments.IsGiven(i) ? arguments.Values[i] : DefaultOf(_parameters[i]);
        }

        if (_hasParams)
        {
            values[next] = Rest(arguments, declared);
        }

        try
        {
            return _invoker.Invoke(_isClosedStatic ? null : _target, values.AsSpan());
        }
        catch (ArgumentException exception) when (IndexOfParameter(exception.ParamName) is var index and >= 0 && arguments.IsGiven(index))
        {
            throw new ScriptRuntimeException(arguments.SpanOf(index), exception.Message);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(caller.Span, exception.Message, exception);
        }
    }

    private void AssertNotNull(ScriptNode caller, BoundArguments arguments)
    {
        for (var i = 0; i < (_hasParams ? ParameterCount - 1 : ParameterCount); i++)
        {
            if (arguments.IsGiven(i) && arguments.Values[i] is null && new NullabilityInfoContext().Create(_parameters[i]).WriteState == NullabilityState.NotNull)
            {
                throw new ScriptRuntimeException(caller.Span, $"Argument `{_parameters[i].Name}` cannot be null for function `{_name}`.");
            }
        }
    }

    private static bool IsPassedByItself(Type type) => type == typeof(TemplateContext) || type == typeof(SourceSpan);

    private static object? DefaultOf(ParameterInfo parameter) =>
        parameter.DefaultValue is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            ? Activator.CreateInstance(parameter.ParameterType)
            : parameter.DefaultValue;

    private int FillContext(object?[] values, TemplateContext context, SourceSpan span)
    {
        var next = 0;
        if (_isClosedStatic)
        {
            values[next++] = _target;
        }

        foreach (var type in _passedByItself)
        {
            values[next++] = type == typeof(SourceSpan) ? span : context;
        }

        return next;
    }

    private Array Rest(BoundArguments arguments, int declared)
    {
        var type = _parameters[^1].ParameterType.GetElementType()!;
        var count = Math.Max(0, arguments.Values.Count - declared);
        var rest = Array.CreateInstance(type, count);
        for (var i = 0; i < count; i++)
        {
            rest.SetValue(arguments.Values[declared + i], i);
        }

        return rest;
    }
}
