using System.Globalization;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Scriban.Tests.Golden;
using static Scriban.Tests.Rendering;

namespace Scriban.Tests;

/// <summary>Settings, limits and hooks of a context.</summary>
[TestFixture]
public sealed class Contexts
{
    [Test]
    public void The_loop_limit_is_a_thousand_turns_unless_set()
    {
        Assert.That(Render(ContextWith(new { List = new int[1000] }), "{{ for x in list; end }}ok"), Is.EqualTo("ok"));
        Assert.That(
            () => Render(ContextWith(new { List = new int[1001] }), "{{ for x in list; end }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo("<input>(1,4) : error : Exceeding number of iteration limit `1000` for loop statement."));
    }

    [Test]
    public void A_loop_limit_of_zero_is_no_limit()
    {
        var context = ContextWith(new { List = new int[5000] });
        context.LoopLimit = 0;
        Assert.That(Render(context, "{{ for x in list }}.{{ end }}"), Has.Length.EqualTo(5000));
    }

    [TestCase("{{ for a in 1..3 }}{{ for b in 1..2 }}.{{ end }}{{ end }}", "......")]
    [TestCase("{{ for a in 1..8 }}.{{ end }}{{ for a in 1..8 }}.{{ end }}", "................")]
    public void Turns_within_the_loop_limit_are_made(string template, string expected) =>
        Assert.That(Render(new TemplateContext { LoopLimit = 9 }, template), Is.EqualTo(expected));

    [Test]
    public void The_turns_of_inner_loops_count_for_the_outermost_one() =>
        Assert.That(
            () => Render(new TemplateContext { LoopLimit = 9 }, "{{ for a in 1..5 }}{{ for b in 1..1 }}.{{ end }}{{ end }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo("<input>(1,23) : error : Exceeding number of iteration limit `9` for loop statement."));

    [Test]
    public void The_output_is_cut_at_the_limit_without_an_error()
    {
        var output = Render(ContextWith(new { Text = new string('a', 2_000_000) }), "{{ text }}b");
        Assert.That(output, Has.Length.EqualTo(1_048_579).And.EndsWith("aa..."));
    }

    [Test]
    public void Rendering_twice_keeps_the_variables_and_not_the_output()
    {
        var context = new TemplateContext();
        Assert.That(Render(context, "{{ x = 1 }}{{ x }};") + Render(context, "{{ x + 1 }};"), Is.EqualTo("1;2;"));
    }

    [Test]
    public void A_rendering_that_failed_leaves_its_output_to_the_next_one()
    {
        var context = new TemplateContext();
        Assert.That(() => Render(context, "before {{ capture x }}lost{{ y.z }}{{ end }}"), Throws.TypeOf<ScriptRuntimeException>());
        Assert.That(Render(context, "after") + Render(context, "again"), Is.EqualTo("before afteragain"));
    }

    [Test]
    public void A_cancelled_rendering_stops()
    {
        var context = new TemplateContext { CancellationToken = new CancellationToken(canceled: true) };
        Assert.That(
            () => Render(context, "{{ x }}"),
            Throws.TypeOf<ScriptAbortException>().With.Message.EqualTo("<input>(1,1) : error : The operation was cancelled"));
    }

    [Test]
    public void A_hook_replaces_an_expression_that_fails()
    {
        var context = new TemplateContext { RenderRuntimeException = exception => $"<<{exception.OriginalMessage}>>" };
        Assert.That(Render(context, "a {{ x.y }} b"), Is.EqualTo("a <<Cannot get the member x.y for a null object.>> b"));
    }

    [Test]
    public void A_hook_finds_variables()
    {
        var context = new TemplateContext
        {
            TryGetVariable = (TemplateContext _, SourceSpan _, ScriptVariable variable, out object? value) =>
            {
                value = "dyn-" + variable.Name;
                return true;
            },
        };
        Assert.That(Render(context, "{{ foo }}"), Is.EqualTo("dyn-foo"));
    }

    [Test]
    public void The_culture_formats_numbers_and_dates()
    {
        var context = ContextWith(new { Number = 1.5, Day = new DateTime(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc) });
        context.PushCulture(CultureInfo.GetCultureInfo("de-DE"));
        Assert.That(Render(context, "{{ number }} {{ day | date.to_string '%A' }}"), Is.EqualTo("1,5 Mittwoch"));
    }

    [Test]
    public void The_date_format_that_one_context_sets_no_other_context_sees()
    {
        Assert.That(Render("{{ date.format = '%F'; date.format }}"), Is.EqualTo("%F"));
        Assert.That(Render("{{ date.format }}"), Is.EqualTo("%d %b %Y"));
    }

    [Test]
    public void A_template_without_a_model_can_not_set_the_built_in_names() =>
        Assert.That(
            () => Render(new TemplateContext(), "{{ string = 1 }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo("<input>(1,4) : error : Cannot set the builtin readonly variable `string`"));

    [Test]
    public void Texts_are_sorted_alike_in_every_culture()
    {
        var context = new TemplateContext();
        context.PushCulture(CultureInfo.GetCultureInfo("sv-SE"));
        Assert.That(Render(context, "{{ ['z', 'ö', 'a'] | array.sort }}"), Is.EqualTo("[\"a\", \"ö\", \"z\"]"));
    }

    [Test]
    public void A_readonly_variable_of_the_model_cannot_be_set()
    {
        var variables = new ScriptObject();
        variables.SetValue("fixed", 1, readOnly: true);
        var context = new TemplateContext();
        context.PushGlobal(variables);
        Assert.That(
            () => Render(context, "{{ fixed = 2 }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo("<input>(1,4) : error : Cannot set the readonly variable `fixed`"));
    }

    [Test]
    public void An_object_that_contains_itself_is_an_error()
    {
        var self = new ScriptObject();
        self["self"] = self;
        var context = new TemplateContext();
        context.PushGlobal(self);
        Assert.That(
            () => Render(context, "{{ self }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo(
                "<input>(1,1) : error : Structure is too deeply nested or contains reference loops."));
    }

    [Test]
    public void An_included_template_is_loaded_once()
    {
        var loader = new DictionaryLoader(new Dictionary<string, string> { ["a"] = "x" });
        var context = new TemplateContext { TemplateLoader = loader };
        Assert.That(Render(context, "{{ include 'a' }}{{ include 'a' }}"), Is.EqualTo("xx"));
        Assert.That(loader.Loads, Is.EqualTo(1));
    }

    [Test]
    public void An_included_template_that_does_not_parse_is_an_error_with_its_messages()
    {
        var context = new TemplateContext { TemplateLoader = new DictionaryLoader(new Dictionary<string, string> { ["bad"] = "{{ if }}" }) };
        var exception = Assert.Throws<ScriptParserRuntimeException>(() => Render(context, "{{ include 'bad' }}"));
        Assert.That(exception!.ParserMessages[0].ToString(), Does.StartWith("bad(1,7) : error : "));
        Assert.That(exception.Span.Start.Column, Is.EqualTo(3));
    }

    [Test]
    public void A_template_with_errors_is_not_rendered()
    {
        var template = Template.Parse("{{ if }}x", "t.md");
        Assert.That(template.Messages[0].Span.ToString(), Is.EqualTo("t.md((6:0,6))-((7:0,7))"));
        Assert.That(
            () => template.Render(),
            Throws.InvalidOperationException.With.Message.StartsWith("This template has errors.").And.Message.Contains("\nt.md(1,7) : error : "));
    }

    [Test]
    public void An_expression_has_a_value() => Assert.That(Template.Evaluate("1 + 4", new TemplateContext()), Is.EqualTo(5));

    [Test]
    public void A_table_of_twenty_thousand_rows_is_rendered()
    {
        var context = ContextWith(new { Rows = Enumerable.Range(0, 20_000).Select(i => new { Id = i, Name = "n|" + i }).ToList() });
        context.LoopLimit = 0;
        context.LimitToString = 0;
        const string Table = "{{~ for row in rows ~}}\n| {{ for.index + 1 }} | {{ row.name | string.replace '|' '/' }} |\n{{~ end ~}}\n";
        var output = Render(context, Table);
        Assert.That(output, Does.StartWith("| 1 | n/0 |\n").And.EndsWith("| 20000 | n/19999 |\n"));
    }
}
