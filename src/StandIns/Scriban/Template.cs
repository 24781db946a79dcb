using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban;

/// <summary>A parsed template. Look at <see cref="HasErrors"/> before rendering it.</summary>
public class Template
{
    private readonly ScriptPage? _page;

    private Template(string? sourceFilePath, ScriptPage? page, LogMessageBag messages)
    {
        SourceFilePath = sourceFilePath;
        _page = page;
        Messages = messages;
    }

    public string? SourceFilePath { get; }

    public ScriptPage? Page => _page;

    public bool HasErrors => Messages.HasErrors;

    public LogMessageBag Messages { get; }

    /// <summary>Reads a template; it never throws because of what the text says.</summary>
    /// <param name="text">The template.</param>
    /// <param name="sourceFilePath">The file name in messages; <c>&lt;input&gt;</c> when null.</param>
    /// <param name="parserOptions">Limits of the parser.</param>
    /// <param name="lexerOptions">What the text consists of.</param>
    public static Template Parse(
        string text, string? sourceFilePath = null, ParserOptions? parserOptions = null, LexerOptions? lexerOptions = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var messages = new LogMessageBag();
        var page = Parser.Parse(
            text, sourceFilePath ?? "<input>", parserOptions ?? ParserOptions.Default, lexerOptions ?? LexerOptions.Default, messages);
        return new Template(sourceFilePath, page, messages);
    }

    /// <summary>The value of an expression.</summary>
    public static object? Evaluate(string expression, TemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Parse(expression, lexerOptions: new LexerOptions { Mode = ScriptMode.ScriptOnly }).Evaluate(context);
    }

    /// <summary>The value of the last statement, without printing it.</summary>
    /// <exception cref="InvalidOperationException">The template has errors.</exception>
    public object? Evaluate(TemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AssertNoErrors();
        var statements = _page!.Body.Statements;
        if (statements is [ScriptExpressionStatement single])
        {
            return context.Evaluate(single);
        }

        return context.Evaluate(_page);
    }

    /// <summary>What the template prints, behind what renderings with this context printed before they failed.</summary>
    /// <exception cref="InvalidOperationException">The template has errors.</exception>
    /// <exception cref="ScriptRuntimeException">The template fails; its message says where.</exception>
    public string Render(TemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        EvaluateInto(context);
        return context.Output.Take();
    }

    /// <summary>What the template prints with the members of <paramref name="model"/> as its variables.</summary>
    public string Render(object? model = null, MemberRenamerDelegate? memberRenamer = null, MemberFilterDelegate? memberFilter = null)
    {
        var renamer = memberRenamer ?? StandardMemberRenamer.Default;
        var variables = new ScriptObject();
        variables.Import(model, memberFilter, renamer);
        var context = new TemplateContext { MemberRenamer = renamer, MemberFilter = memberFilter };
        context.PushGlobal(variables);
        return Render(context);
    }

    internal void EvaluateInto(TemplateContext context)
    {
        AssertNoErrors();
        if (context.Evaluate(_page) is { } result)
        {
            context.Write(_page!.Span, result);
        }
    }

    private void AssertNoErrors()
    {
        if (HasErrors)
        {
            throw new InvalidOperationException(
                $"This template has errors. Check the <Template.HasError> and <Template.Messages> before evaluating a template. Messages:\n{string.Join("\n", Messages)}");
        }
    }
}
