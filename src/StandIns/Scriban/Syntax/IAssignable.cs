namespace Scriban.Syntax;

/// <summary>An expression that can stand on the left of an assignment, and that is called when its value is a function.</summary>
internal interface IAssignable
{
    void Assign(TemplateContext context, object? value);
}
