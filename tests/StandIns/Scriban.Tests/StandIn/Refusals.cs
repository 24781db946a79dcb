using Scriban.Syntax;
using Scriban.Tests.Golden;
using static Scriban.Tests.Rendering;

namespace Scriban.Tests.StandIn;

/// <summary>What the stand-in leaves out stops with an error that names the construct and its place. The package has none of these.</summary>
[TestFixture]
public sealed class Refusals
{
    [TestCase("{{ [1] < 2 }}", "<input>(1,8) : error : Not covered by the stand-in: the operator `<` between array and int")]
    [TestCase("{{ [1] == empty }}", "<input>(1,8) : error : Not covered by the stand-in: the operator `==` with `empty` or `blank`")]
    [TestCase("{{ @string.upcase }}", "Not covered by the stand-in: printing a value of type function")]
    [TestCase("{{ 1e20 | object.to_json }}", "<input>(1,4) : error : Not covered by the stand-in: object.to_json of a value of type bigint")]
    [TestCase("{{ [1] << empty }}", "<input>(1,8) : error : Not covered by the stand-in: the operator `<<` with `empty` or `blank`")]
    [TestCase("{{ null | string.handleize }}", "<input>(1,11) : error : Not covered by the stand-in: string.handleize of null")]
    [TestCase("{{ 'a' | string.index_of null }}", "<input>(1,10) : error : Not covered by the stand-in: string.index_of with null")]
    [TestCase("{{ null | math.round }}", "<input>(1,4) : error : Not covered by the stand-in: null where a function wants a `double`")]
    [TestCase("{{ 1 | math.divided_by 0 }}", "<input>(1,8) : error : Not covered by the stand-in: math.divided_by zero")]
    [TestCase("{{ func f; break; end; for x in [1]; f; end }}", "<input>(1,12) : error : Not covered by the stand-in: <break> in a function")]
    [TestCase("{{ $0 }}", "<input>(1,4) : error : Not covered by the stand-in: the arguments `$`")]
    [TestCase("{{ func f; x; end; for x in [1]; f; end }}", "<input>(1,12) : error : Not covered by the stand-in: the loop variable `x` of the caller")]
    [TestCase("  {{ if true }}\n  {{ 'a\nb' }}\n{{ end }}", "Not covered by the stand-in: a new line printed by code inside indented code")]
    [TestCase("{{ 'a' | regex.match 'a' 'q' }}", "Not covered by the stand-in: the regex option `q`")]
    [TestCase("{{ 'x' | date.parse '%j' }}", "Not covered by the stand-in: reading a date with `%j`")]
    public void A_rendering_stops_at_what_is_not_covered(string template, string message) =>
        Assert.That(() => Render(template), Throws.TypeOf<ScriptRuntimeException>().With.Message.Contains(message));

    [TestCase("{{ (x = 1) }}", "<input>(1,7) : error : Not covered by the stand-in: an assignment inside parentheses")]
    [TestCase("{{ f a:1 + 2 }}", "<input>(1,10) : error : Not covered by the stand-in: an operator behind the value of the named argument `a:1`")]
    [TestCase("{{ 1e999999999 }}", "<input>(1,4) : error : Not covered by the stand-in: the number `1e999999999`")]
    [TestCase("{{ 0xFFFFFFFF }}", "<input>(1,4) : error : Not covered by the stand-in: the number `0xFFFFFFFF`")]
    public void A_template_does_not_parse_with_what_is_not_covered(string template, string message) =>
        Assert.That(Template.Parse(template).Messages.Select(entry => entry.ToString()), Has.Some.EqualTo(message));

    [Test]
    public void An_index_on_an_object_with_an_indexer_of_its_own_is_refused() =>
        Assert.That(
            () => Render("{{ version[0] }}", new { Version = new Indexed() }),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo(
                "<input>(1,12) : error : Not covered by the stand-in: an index on a value of type Indexed, which has an indexer of its own"));

    [Test]
    public void An_included_template_does_not_read_the_loop_variable_of_its_caller()
    {
        var context = new TemplateContext { TemplateLoader = new DictionaryLoader(new Dictionary<string, string> { ["item"] = "* {{ t }}" }) };
        Assert.That(
            () => Render(context, "{{ for t in [1] }}{{ include 'item' }}{{ end }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.StartsWith("item(1,6) : error : Not covered by the stand-in: the loop variable `t`"));
    }

    private sealed class Indexed
    {
        public int this[int index] => index;
    }
}
