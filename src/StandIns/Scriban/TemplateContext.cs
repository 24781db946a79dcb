using System.Globalization;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;
using Scriban.Syntax;

namespace Scriban;

/// <summary>
/// The variables, settings and limits of a rendering. It is an <see cref="IFormatProvider"/> of its current culture.
/// A context can render several templates in turn; it keeps the variables that they set. It is not safe for use by several threads.
/// </summary>
public partial class TemplateContext : IFormatProvider
{
    private readonly Stack<CultureInfo> _cultures = new();
    private MemberRenamerDelegate _memberRenamer = StandardMemberRenamer.Default;
    private MemberFilterDelegate? _memberFilter;
    private int _recursion;

    public TemplateContext()
        : this((ScriptObject?)null)
    {
    }

    public TemplateContext(ScriptObject? builtin)
    {
        BuiltinObject = builtin ?? GetDefaultBuiltinObject();
        Variables = new VariableScopes(this);
        Loops = new LoopCounter(Variables);
        Output = new OutputBuffers(this);
        Accessors = new AccessorCache(this);
        TextFormat = new TextFormat(this);
        Templates = new TemplateCache(this);
        PushGlobal(BuiltinObject);
    }

    /// <summary>Gives a value to a variable that no object has.</summary>
    public delegate bool TryGetVariableDelegate(TemplateContext context, SourceSpan span, ScriptVariable variable, out object? value);

    /// <summary>Gives a value to a member that an object does not have.</summary>
    public delegate bool TryGetMemberDelegate(TemplateContext context, SourceSpan span, object target, string member, out object? value);

    /// <summary>Gives the text that stands in for an expression that fails; rendering goes on.</summary>
    public delegate string RenderRuntimeExceptionDelegate(ScriptRuntimeException exception);

    /// <summary>The functions of all templates: <c>string</c>, <c>array</c>, <c>include</c> and so on.</summary>
    public ScriptObject BuiltinObject { get; }

    public IScriptObject? CurrentGlobal => Variables.CurrentGlobal;

    public int GlobalCount => Variables.GlobalCount;

    public CultureInfo CurrentCulture => _cultures.Count == 0 ? CultureInfo.InvariantCulture : _cultures.Peek();

    public int CultureCount => _cultures.Count;

    public ITemplateLoader? TemplateLoader { get; set; }

    /// <summary>Lines of what indented code prints are indented as the code is.</summary>
    public bool AutoIndent { get; set; } = true;

    public bool IndentOnEmptyLines { get; set; } = true;

    /// <summary>The line end that built-in statements print; text is printed as it is.</summary>
    public string NewLine { get; set; } = "\n";

    /// <summary>Turns of a loop with its inner loops, and items of a range; 0 for no limit.</summary>
    public int LoopLimit { get; set; } = 1000;

    /// <summary>Characters of the output, which is cut there without an error; 0 for no limit.</summary>
    public int LimitToString { get; set; } = 1048576;

    /// <summary>Calls and includes inside each other; 0 for no limit.</summary>
    public int RecursiveLimit { get; set; } = 100;

    /// <summary>Lists and objects inside each other that are printed; 0 for no limit.</summary>
    public int ObjectRecursionLimit { get; set; } = 20;

    public TimeSpan RegexTimeOut { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A variable that does not exist is an error; of members see <see cref="EnableRelaxedMemberAccess"/>.</summary>
    public bool StrictVariables { get; set; }

    /// <summary>A member of null is null.</summary>
    public bool EnableRelaxedTargetAccess { get; set; }

    /// <summary>A member that does not exist is null.</summary>
    public bool EnableRelaxedMemberAccess { get; set; } = true;

    /// <summary>A call of a function that does not exist is null.</summary>
    public bool EnableRelaxedFunctionAccess { get; set; }

    /// <summary>An item out of range is null.</summary>
    public bool EnableRelaxedIndexerAccess { get; set; } = true;

    /// <summary>An item whose index is null is null.</summary>
    public bool EnableNullIndexer { get; set; }

    public CancellationToken CancellationToken { get; set; }

    public TryGetVariableDelegate? TryGetVariable { get; set; }

    public TryGetMemberDelegate? TryGetMember { get; set; }

    public RenderRuntimeExceptionDelegate? RenderRuntimeException { get; set; }

    /// <summary>Room for what functions want to remember during a rendering.</summary>
    public Dictionary<object, object> Tags { get; } = [];

    /// <summary>The node that is being evaluated.</summary>
    public ScriptNode? CurrentNode { get; private set; }

    public SourceSpan CurrentSpan => CurrentNode?.Span ?? default;

    public MemberRenamerDelegate MemberRenamer
    {
        get => _memberRenamer;
        set
        {
            _memberRenamer = value;
            Accessors.Clear();
        }
    }

    public MemberFilterDelegate? MemberFilter
    {
        get => _memberFilter;
        set
        {
            _memberFilter = value;
            Accessors.Clear();
        }
    }

    internal ScriptFlowState FlowState { get; set; }

    internal VariableScopes Variables { get; }

    internal LoopCounter Loops { get; }

    internal OutputBuffers Output { get; }

    internal AccessorCache Accessors { get; }

    internal TemplateCache Templates { get; }

    /// <summary>The <c>date</c> object of this context, whose format decides how dates are printed.</summary>
    internal DateTimeFunctions? DateFunctions => BuiltinObject["date"] as DateTimeFunctions;

    private TextFormat TextFormat { get; }

    /// <summary>A new copy of the functions of all templates.</summary>
    public static ScriptObject GetDefaultBuiltinObject() => BuiltinFunctions.Create();

    public void PushGlobal(IScriptObject scriptObject)
    {
        ArgumentNullException.ThrowIfNull(scriptObject);
        Variables.PushGlobal(scriptObject);
    }

    public IScriptObject PopGlobal() => Variables.PopGlobal();

    public void PushCulture(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        _cultures.Push(culture);
    }

    public CultureInfo PopCulture() => _cultures.Pop();

    public object? GetFormat(Type? formatType) => CurrentCulture.GetFormat(formatType);

    /// <summary>Makes the members of an object variables.</summary>
    public virtual void Import(SourceSpan span, object? objectToImport)
    {
        if (objectToImport is not IScriptObject members || objectToImport is ScriptArray)
        {
            throw new ScriptRuntimeException(
                span, $"Unexpected value `{GetTypeName(objectToImport)}` for import. Expecting an plain script object.");
        }

        CurrentGlobal!.Import(members);
    }

    /// <summary>Fails with a <see cref="ScriptAbortException"/> when the rendering was cancelled.</summary>
    public void CheckAbort()
    {
        if (CancellationToken.IsCancellationRequested)
        {
            throw new ScriptAbortException(CurrentSpan, CancellationToken);
        }
    }

    public void EnterRecursive(ScriptNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (RecursiveLimit > 0 && _recursion >= RecursiveLimit)
        {
            throw new ScriptRuntimeException(node.Span, $"Exceeding number of recursive depth limit `{RecursiveLimit}` for node: `{node}`");
        }

        _recursion++;
    }

    public void ExitRecursive(ScriptNode node) => _recursion--;

    public object? Evaluate(ScriptNode? scriptNode) => Evaluate(scriptNode, aliasReturnedFunction: false);

    /// <summary>The value of a node. A variable, member or item that is a function is called, unless <paramref name="aliasReturnedFunction"/>.</summary>
    public virtual object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is null)
        {
            return null;
        }

        var previous = CurrentNode;
        CurrentNode = scriptNode;
        try
        {
            EnsureStack(scriptNode);
            var value = scriptNode.Evaluate(this);
            return !aliasReturnedFunction && scriptNode is IAssignable && value is IScriptFunction function
                ? Invocation.Call(this, scriptNode, function, [])
                : value;
        }
        catch (ScriptRuntimeException exception) when (RenderRuntimeException is not null && exception is not ScriptAbortException)
        {
            return RenderRuntimeException(exception);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            var located = new ScriptRuntimeException(scriptNode.Span, exception.Message, exception);
            return RenderRuntimeException is { } render ? render(located) : throw located;
        }
        finally
        {
            CurrentNode = previous;
        }
    }

    /// <summary>What an included template prints. Its named arguments are its variables with a dollar sign, and members of <c>$</c>.</summary>
    internal string RenderTemplate(Template template, ScriptArray arguments, IEnumerable<KeyValuePair<string, object?>> named, ScriptNode caller)
    {
        EnterRecursive(caller);
        var (callerIndent, wasAtLineStart) = (Output.Indent, Output.IsAtLineStart);
        Variables.PushLocal();
        Output.Push();
        string text;
        try
        {
            SetIncludeArguments(arguments, named);
            Output.Indent = null;
            Output.IsAtLineStart &= callerIndent is null;
            template.EvaluateInto(this);
        }
        finally
        {
            text = Output.Pop();
            (Output.Indent, Output.IsAtLineStart) = (callerIndent, wasAtLineStart);
            Variables.PopLocal();
            ExitRecursive(caller);
        }

        return text;
    }

    /// <summary>What a template prints that shares all variables with the one that runs.</summary>
    internal string RenderInPlace(Template template)
    {
        Output.Push();
        string text;
        try
        {
            template.EvaluateInto(this);
        }
        finally
        {
            text = Output.Pop();
        }

        return text;
    }

    private void SetIncludeArguments(ScriptArray arguments, IEnumerable<KeyValuePair<string, object?>> named)
    {
        Variables.SetLocal("$", arguments);
        foreach (var (name, value) in named)
        {
            Variables.SetLocal($"${name}", value);
        }
    }

    private static void EnsureStack(ScriptNode node)
    {
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw NotCovered.At(node.Span, "expressions, calls or includes nested this deep");
        }
    }
}
