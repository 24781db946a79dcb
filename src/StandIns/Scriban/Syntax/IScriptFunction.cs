namespace Scriban.Syntax;

/// <summary>Something that a template can call.</summary>
internal interface IScriptFunction
{
    int RequiredParameterCount { get; }

    /// <summary>All parameters, the optional ones too.</summary>
    int ParameterCount { get; }

    /// <summary>Any number of further arguments is accepted.</summary>
    bool TakesTheRest { get; }

    /// <summary>Named arguments need not be those of parameters; they become members of <c>$</c>.</summary>
    bool TakesAnyName { get; }

    /// <summary>The place of a parameter, or -1.</summary>
    int IndexOfParameter(string name);

    /// <summary>The type of a parameter, to which its argument is converted; null when there is no such parameter.</summary>
    Type? TypeOfParameter(int index);

    object? Invoke(TemplateContext context, ScriptNode caller, BoundArguments arguments, ScriptBlockStatement? block);
}
