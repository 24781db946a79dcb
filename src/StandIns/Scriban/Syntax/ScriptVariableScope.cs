namespace Scriban.Syntax;

/// <summary>Where a variable lives.</summary>
public enum ScriptVariableScope
{
    /// <summary>In the objects pushed with <see cref="TemplateContext.PushGlobal"/>.</summary>
    Global,

    /// <summary>In the function or included template that uses it; its name starts with a dollar sign.</summary>
    Local,
}
