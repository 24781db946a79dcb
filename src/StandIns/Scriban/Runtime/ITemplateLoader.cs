using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>Where <c>include</c> finds its templates. Each path is loaded once per <see cref="TemplateContext"/>.</summary>
public interface ITemplateLoader
{
    string? GetPath(TemplateContext context, SourceSpan callerSpan, string templateName);

    string? Load(TemplateContext context, SourceSpan callerSpan, string templatePath);

    ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath);
}
