using Scriban.Runtime;

namespace Scriban.Tests;

/// <summary>Renders in one line.</summary>
internal static class Rendering
{
    public static string Render(string template, object? model = null) => Template.Parse(template).Render(model);

    public static string Render(TemplateContext context, string template) => Template.Parse(template).Render(context);

    public static TemplateContext ContextWith(object model)
    {
        var variables = new ScriptObject();
        variables.Import(model);
        var context = new TemplateContext();
        context.PushGlobal(variables);
        return context;
    }
}
