using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>
/// Finds and sets variables. Each pushed object and each function with parameters is a scope with its members and the variables of the loops in it;
/// a named function hides the functions that called it, not the objects. Names with a dollar sign live in a scope of their own for each object,
/// function and included template.
/// </summary>
internal sealed class VariableScopes(TemplateContext context)
{
    private readonly List<Scope> _globals = [];
    private readonly List<Scope> _functions = [];
    private readonly List<Scope> _locals = [];

    public IScriptObject CurrentGlobal => _globals[^1].Members!;

    public int GlobalCount => _globals.Count;

    public void PushGlobal(IScriptObject global)
    {
        _globals.Add(new Scope(global));
        PushLocal();
    }

    public IScriptObject PopGlobal()
    {
        var global = CurrentGlobal;
        _globals.RemoveAt(_globals.Count - 1);
        PopLocal();
        return global;
    }

    /// <param name="parameters">The scope of the parameters, or null when the function declares none.</param>
    /// <param name="hidesCallers">The function has a name.</param>
    public void PushFunction(ScriptObject? parameters, bool hidesCallers)
    {
        _functions.Add(new Scope(parameters, hidesCallers));
        PushLocal();
    }

    public void PopFunction()
    {
        _functions.RemoveAt(_functions.Count - 1);
        PopLocal();
    }

    public void PushLocal() => _locals.Add(new Scope(new ScriptObject()));

    public void PopLocal() => _locals.RemoveAt(_locals.Count - 1);

    /// <summary>Sets a variable with a dollar sign of the function or template that runs.</summary>
    public void SetLocal(string name, object? value) => _locals[^1].Members!.SetValue(name, value, readOnly: false);

    public void EnterLoop()
    {
        LoopScope.Loops.Add([]);
        _locals[^1].Loops.Add([]);
    }

    public void LeaveLoop()
    {
        RemoveLast(LoopScope.Loops);
        RemoveLast(_locals[^1].Loops);
    }

    public void SetLoopVariable(string name, object? value) => LoopScope.Loops[^1][name] = value;

    public void SetLoopVariable(ScriptVariable variable, object? value)
    {
        if (variable.Scope == ScriptVariableScope.Local)
        {
            _locals[^1].Loops[^1][variable.Name] = value;
        }
        else
        {
            SetLoopVariable(variable.Name, value);
        }
    }

    public object? Get(ScriptVariable variable)
    {
        if (TryFind(variable, out var value) || (context.TryGetVariable is { } hook && hook(context, variable.Span, variable, out value)))
        {
            return value;
        }

        return context.StrictVariables
            ? throw new ScriptRuntimeException(variable.Span, $"The variable or function `{variable.Name}` was not found")
            : null;
    }

    public void Set(ScriptVariable variable, object? value)
    {
        var owner = OwnerOf(variable);
        if (!owner.TrySetValue(context, variable.Span, variable.Name, value, readOnly: false))
        {
            var obstacle = variable.Scope == ScriptVariableScope.Local ? "value on the readonly"
                : owner == context.BuiltinObject ? "the builtin readonly"
                : "the readonly";
            throw new ScriptRuntimeException(variable.Span, $"Cannot set {obstacle} variable `{variable.Name}`");
        }
    }

    public void SetReadOnly(ScriptVariable variable) => OwnerOf(variable).SetReadOnly(variable.Name, readOnly: true);

    private static void RemoveLast<T>(List<T> list) => list.RemoveAt(list.Count - 1);

    /// <summary>The functions whose parameters can be seen, from the innermost one.</summary>
    private IEnumerable<Scope> VisibleFunctions
    {
        get
        {
            for (var i = _functions.Count - 1; i >= 0; i--)
            {
                yield return _functions[i];
                if (_functions[i].HidesCallers)
                {
                    yield break;
                }
            }
        }
    }

    private Scope LoopScope => VisibleFunctions.FirstOrDefault(function => function.Members is not null) ?? _globals[^1];

    /// <summary>A parameter keeps its scope; a new name in a function with parameters belongs to the function, unless some object has it.</summary>
    private IScriptObject OwnerOf(ScriptVariable variable)
    {
        if (variable.Scope == ScriptVariableScope.Local)
        {
            return _locals[^1].Members!;
        }

        var functions = _functions.Count == 0 ? [] : VisibleFunctions.Select(function => function.Members).OfType<IScriptObject>().ToList();
        if (functions.Find(parameters => parameters.Contains(variable.Name)) is { } owner)
        {
            return owner;
        }

        return functions.Count == 0 || _globals.Exists(global => global.Members!.Contains(variable.Name)) ? CurrentGlobal : functions[0];
    }

    private bool TryFind(ScriptVariable variable, out object? value)
    {
        if (variable.Scope == ScriptVariableScope.Local)
        {
            return TryFind(_locals[^1], variable, out value);
        }

        if (_functions.Count > 0)
        {
            foreach (var function in VisibleFunctions)
            {
                if (TryFind(function, variable, out value))
                {
                    return true;
                }
            }
        }

        for (var i = _globals.Count - 1; i >= 0; i--)
        {
            if (TryFind(_globals[i], variable, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    private bool TryFind(Scope scope, ScriptVariable variable, out object? value)
    {
        for (var i = scope.Loops.Count - 1; i >= 0; i--)
        {
            if (scope.Loops[i].TryGetValue(variable.Name, out value))
            {
                return true;
            }
        }

        value = null;
        return scope.Members is { } members && members.TryGetValue(context, variable.Span, variable.Name, out value);
    }

    private sealed class Scope(IScriptObject? members, bool hidesCallers = false)
    {
        public IScriptObject? Members => members;

        public bool HidesCallers => hidesCallers;

        public List<Dictionary<string, object?>> Loops { get; } = [];
    }
}
