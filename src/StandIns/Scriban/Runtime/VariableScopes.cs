using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>
/// Finds and sets variables: the loop variables and <c>$</c> variables of the function or template that runs, then the global objects
/// from the last pushed to the first.
/// </summary>
internal sealed class VariableScopes
{
    private readonly TemplateContext _context;
    private readonly List<IScriptObject> _globals = [];
    private readonly Stack<Frame> _frames = new();

    public VariableScopes(TemplateContext context)
    {
        _context = context;
        _frames.Push(new Frame());
    }

    public IScriptObject CurrentGlobal => _globals[^1];

    public int GlobalCount => _globals.Count;

    public bool IsInLoop => _frames.Peek().Loops.Count > 0;

    public void PushGlobal(IScriptObject global) => _globals.Add(global);

    public IScriptObject PopGlobal()
    {
        var global = _globals[^1];
        _globals.RemoveAt(_globals.Count - 1);
        return global;
    }

    public void PushFrame(ScriptArray arguments, ScriptBlockStatement? block)
    {
        var frame = new Frame();
        frame.Locals["$"] = arguments;
        if (block is not null)
        {
            frame.Locals["$$"] = block;
        }

        _frames.Push(frame);
    }

    public void PopFrame() => _frames.Pop();

    public void EnterLoop() => _frames.Peek().Loops.Add([]);

    public void LeaveLoop()
    {
        var loops = _frames.Peek().Loops;
        loops.RemoveAt(loops.Count - 1);
    }

    public void SetLoopVariable(string name, object? value) => _frames.Peek().Loops[^1][name] = value;

    public object? Get(ScriptVariable variable)
    {
        if (TryFind(variable, out var value) || (_context.TryGetVariable is { } hook && hook(_context, variable.Span, variable, out value)))
        {
            return value;
        }

        if (variable.Name == "$")
        {
            throw NotCovered.At(variable.Span, "the arguments `$` outside of a function or an included template");
        }

        return _context.StrictVariables
            ? throw new ScriptRuntimeException(variable.Span, $"The variable or function `{variable.Name}` was not found")
            : null;
    }

    public void Set(ScriptVariable variable, object? value)
    {
        var owner = OwnerOf(variable);
        if (!owner.TrySetValue(_context, variable.Span, variable.Name, value, readOnly: false))
        {
            var obstacle = variable.Scope == ScriptVariableScope.Local ? "value on the readonly"
                : owner == _context.BuiltinObject ? "the builtin readonly"
                : "the readonly";
            throw new ScriptRuntimeException(variable.Span, $"Cannot set {obstacle} variable `{variable.Name}`");
        }
    }

    public void SetReadOnly(ScriptVariable variable) => OwnerOf(variable).SetReadOnly(variable.Name, readOnly: true);

    private IScriptObject OwnerOf(ScriptVariable variable) =>
        variable.Scope == ScriptVariableScope.Local ? _frames.Peek().Locals : CurrentGlobal;

    private bool TryFind(ScriptVariable variable, out object? value)
    {
        var frame = _frames.Peek();
        if (TryFindInLoops(frame, variable.Name, out value))
        {
            return true;
        }

        if (_frames.Count > 1)
        {
            RefuseLoopVariableOfCaller(variable);
        }

        if (variable.Scope == ScriptVariableScope.Local)
        {
            return frame.Locals.TryGetValue(_context, variable.Span, variable.Name, out value);
        }

        for (var i = _globals.Count - 1; i >= 0; i--)
        {
            if (_globals[i].TryGetValue(_context, variable.Span, variable.Name, out value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryFindInLoops(Frame frame, string name, out object? value)
    {
        for (var i = frame.Loops.Count - 1; i >= 0; i--)
        {
            if (frame.Loops[i].TryGetValue(name, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Whether the package lets a function see the loop variables of its caller has changed from version to version.</summary>
    private void RefuseLoopVariableOfCaller(ScriptVariable variable)
    {
        if (variable.Scope != ScriptVariableScope.Global)
        {
            return;
        }

        foreach (var frame in _frames)
        {
            if (TryFindInLoops(frame, variable.Name, out _))
            {
                throw NotCovered.At(
                    variable.Span, $"the loop variable `{variable.Name}` of the caller, read in a function or an included template; pass it as an argument");
            }
        }
    }

    private sealed class Frame
    {
        public ScriptObject Locals { get; } = [];

        public List<Dictionary<string, object?>> Loops { get; } = [];
    }
}
