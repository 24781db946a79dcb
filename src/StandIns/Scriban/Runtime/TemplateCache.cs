using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>The included templates, each loaded and parsed once.</summary>
internal sealed class TemplateCache(TemplateContext context)
{
    private readonly Dictionary<string, Template> _templates = [];

    public Template Get(string name, ScriptNode caller)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new ScriptRuntimeException(caller.Span, "Include template name cannot be null or empty");
        }

        var loader = context.TemplateLoader ?? throw new ScriptRuntimeException(
            caller.Span, $"Unable to include <{name}>. No TemplateLoader registered in TemplateContext.TemplateLoader");
        var path = GetPath(loader, name, caller);
        if (!_templates.TryGetValue(path, out var template))
        {
            template = Load(loader, name, path, caller);
            _templates.Add(path, template);
        }

        return template;
    }

    private string GetPath(ITemplateLoader loader, string name, ScriptNode caller)
    {
        string? path;
        try
        {
            path = loader.GetPath(context, caller.Span, name);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(caller.Span, $"Unexpected exception while getting the path for the include name `{name}`", exception);
        }

        return path ?? throw new ScriptRuntimeException(caller.Span, $"Include template path is null for `{name}");
    }

    private Template Load(ITemplateLoader loader, string name, string path, ScriptNode caller)
    {
        string? text;
        try
        {
            text = loader.Load(context, caller.Span, path);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(caller.Span, $"Unexpected exception while creating template from path `{path}`", exception);
        }

        if (text is null)
        {
            throw new ScriptRuntimeException(caller.Span, $"The result of including `{name}` cannot be null");
        }

        var template = Template.Parse(text, path);
        return template.HasErrors
            ? throw new ScriptParserRuntimeException(caller.Span, $"Error while parsing template `{path}`", template.Messages)
            : template;
    }
}
