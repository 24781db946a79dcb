using System.Collections.Concurrent;
using System.Globalization;
using PlatformAudits.Foundation;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PlatformAudits.Reporting;

/// <summary>
/// Scriban templates: files that end with <c>.scriban-md</c>, and the partials that they include. A file of an earlier folder stands for
/// the one of the same name in a later folder.
/// </summary>
internal sealed class TemplateFolders
{
    /// <summary>
    /// Turns of one loop: more than the largest team has people, and few enough that an endless loop ends within a second.
    /// </summary>
    private const int LoopLimit = 1_000_000;

    /// <summary>A follow-up makes a text of the same few templates for each note.</summary>
    private static readonly ConcurrentDictionary<(string File, string Text), Template> Parsed = new();

    private readonly IReadOnlyList<string> _folders;
    private readonly string _doing;

    /// <summary>The templates of folders.</summary>
    /// <param name="folders">The folders, the one that counts most first.</param>
    /// <param name="doing">What is being done, as the beginning of an error.</param>
    public TemplateFolders(IReadOnlyList<string> folders, string doing)
    {
        _folders = folders;
        _doing = doing;
    }

    /// <summary>Makes a text.</summary>
    /// <param name="model">What it finds; every text in it is encoded already.</param>
    /// <exception cref="AuditException">The template is missing or wrong.</exception>
    public string Render(string name, ScriptObject model)
    {
        var file = $"{name}.scriban-md";
        var path = PathOf(_folders, file);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AuditException(
                $"{_doing}: the template {path} can't be read ({error.Message.TrimEnd('.')}).",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }

        var template = Parsed.GetOrAdd((file, text), template => Template.Parse(template.Text, template.File));
        if (template.HasErrors)
        {
            throw Failure(template.Messages[0].Span, template.Messages[0].Message);
        }

        var context = new TemplateContext
        {
            TemplateLoader = new PartialLoader(_folders),
            StrictVariables = true,
            EnableRelaxedMemberAccess = false,
            LoopLimit = LoopLimit,
            LimitToString = 0,
            NewLine = "\n",
        };
        context.PushGlobal(model);
        try
        {
            return template.Render(context).ReplaceLineEndings("\n").Trim('\n');
        }
        catch (ScriptRuntimeException error)
        {
            throw Failure(error.Span, error.InnerException is AuditException inner ? inner.Message : error.OriginalMessage, error);
        }
    }

    /// <summary>The file of the first folder that has it; of the last one where none does.</summary>
    internal static string PathOf(IReadOnlyList<string> folders, string file) =>
        folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists) ?? Path.Combine(folders[^1], file);

    /// <summary>
    /// An error with the template's line and a caret below the place. Scriban has no place for an error at the end of a text: its line and
    /// column are -1.
    /// </summary>
    private AuditException Failure(SourceSpan span, string problem, Exception? error = null)
    {
        var path = PathOf(_folders, span.FileName ?? "");
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var row = span.Start.Line >= 0 ? span.Start.Line : Math.Max(0, lines.Length - 1);
        var line = lines.ElementAtOrDefault(row);
        var column = span.Start.Line >= 0 ? span.Start.Column : line?.Length ?? 0;
        var blanks = line is null ? "" : string.Concat(line.Take(column).Select(c => c == '\t' ? c : ' '));
        var shown = line is null ? "" : $"\n  {line}\n  {blanks}^";
        return new AuditException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_doing}: {path}:{row + 1}:{column + 1}: {problem.TrimEnd('.')}. Mend the template.{shown}"
            ),
            FailureKind.ConfigurationOrInfrastructure,
            error
        );
    }

    /// <summary>Finds <c>include '_findings'</c> beside the template.</summary>
    private sealed class PartialLoader(IReadOnlyList<string> folders) : ITemplateLoader
    {
        public string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) =>
            templateName.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
                ? $"{templateName}.scriban-md"
                : throw new AuditException(
                    $"a partial's name has only letters, digits, _ and -, not '{templateName}'",
                    FailureKind.ConfigurationOrInfrastructure
                );

        public string Load(TemplateContext context, SourceSpan callerSpan, string templatePath)
        {
            var path = PathOf(folders, templatePath);
            return File.Exists(path)
                ? File.ReadAllText(path)
                : throw new AuditException($"there is no partial {path}", FailureKind.ConfigurationOrInfrastructure);
        }

        public ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
            ValueTask.FromResult<string?>(Load(context, callerSpan, templatePath));
    }
}
