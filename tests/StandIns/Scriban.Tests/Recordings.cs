using Scriban.Runtime;
using Scriban.Syntax;
using static Scriban.Tests.Rendering;

namespace Scriban.Tests;

/// <summary>What the package was seen to do at the edges of its language; the vectors show its middle.</summary>
[TestFixture]
public sealed class Recordings
{
    [TestCase("{{ 1 == true }} {{ 3 == true }} {{ true == 1.5 }} {{ 0 == false }} {{ day_name == true }}", "true false false true false")]
    [TestCase("{{ true + 1 }} {{ true < 1 }} {{ date == true }}", "2 false true")]
    [TestCase("{{ null < 'a' }} {{ null < '' }} {{ '' >= null }} {{ 'a' < null }} {{ null == '' }} {{ null < 3 }}", "true true true false false false")]
    [TestCase("{{ null < letter }} {{ letter < 'y' }} {{ letter + 1 }}", "true true x1")]
    [TestCase("{{ [1] << null }}|{{ null >> [1] }}|{{ [1] << [2] }}|{{ 0 >> [1] }}", "||[1, [2]]|[0, 1]")]
    [TestCase("{{ x = 0; 3 ?? (x++) }}{{ x }}", "31")]
    public void An_operator(string template, string expected) => Assert.That(Render(template, Model()), Is.EqualTo(expected));

    [TestCase("{{ 100000000000000000000.0 }} {{ 123456789012345678.0 }} {{ 1234567890123456.0 }}", "1E+20 1.2345678901234568E+17 1234567890123456")]
    [TestCase("{{ 1e20 }} {{ 1e5 | object.kind }} {{ 1e20 | object.kind }} {{ 10e-1 }} {{ 1.0e-7 }}", "100000000000000000000 int bigint 1 1E-07")]
    [TestCase("{{ [letter, 'x'] }} {{ {a: letter} }} {{ x = 'ab'; x[0] | object.kind }}", "[x, \"x\"] {a: x} string")]
    public void A_value_and_its_print(string template, string expected) => Assert.That(Render(template, Model()), Is.EqualTo(expected));

    [TestCase("compact")]
    [TestCase("limit 1")]
    [TestCase("offset 1")]
    [TestCase("uniq")]
    [TestCase("filter @string.empty")]
    [TestCase("each @string.upcase")]
    [TestCase("concat null")]
    public void An_array_function_makes_null_of_null(string call) =>
        Assert.That(Render("{{ x = null | array." + call + "; x == null }}"), Is.EqualTo("true"));

    [TestCase("{{ null | array.map 'a' }} {{ [1] | array.map null }} {{ null | array.reverse }}", "[] [] []")]
    [TestCase("{{ 'Hi' | array.add 9 }} {{ 'Hi' | array.reverse }} {{ 'Hi' | array.sort }} {{ 'Hi' | array.limit 1 }}", "[H, i, 9] [i, H] [H, i] [H]")]
    [TestCase("{{ [1, 2] | array.contains 2 }} {{ [1, 2] | array.contains 2.0 }} {{ ['1'] | array.contains 1 }} {{ [[1]] | array.contains [1] }}", "true false false false")]
    [TestCase("{{ [1] | array.each null }} {{ [1] | array.filter null }} {{ [1] | array.any null }}", "[1] [1] false")]
    [TestCase("{{ [null] | array.contains null }} {{ 'Hi' | array.contains 'H' }}", "true false")]
    [TestCase("{{ [day_name] | array.contains 'Friday' }} {{ [day_name] | array.contains 5 }} {{ ['Friday'] | array.contains day_name }}", "true true false")]
    [TestCase("{{ [true, false] | array.sort }} {{ [2, null, 1] | array.sort }}", "[false, true] [null, 1, 2]")]
    [TestCase("{{ [{a: 2}, {}, {a: 1}] | array.sort 'a' }}", "[{}, {a: 1}, {a: 2}]")]
    [TestCase("{{ [span, timespan.zero] | array.sort }}", "[00:00:00, 01:30:00]")]
    public void A_list_function(string template, string expected) => Assert.That(Render(template, Model()), Is.EqualTo(expected));

    [TestCase("1..2", "iterator range")]
    [TestCase("[1] | array.limit 1", "iterator range")]
    [TestCase("'a b' | string.split ' '", "iterator range")]
    [TestCase("(1..2) + [3]", "iterator range")]
    [TestCase("[1] << 2", "array array")]
    [TestCase("[2, 1] | array.sort", "array array")]
    [TestCase("dictionary", "object Dictionary<string, Object>")]
    [TestCase("letter", "number Char")]
    [TestCase("null", " ")]
    [TestCase("set", "iterator HashSet<int>")]
    public void The_type_and_kind_of_a_value(string expression, string expected) =>
        Assert.That(Render("{{ x = " + expression + "; x | object.typeof }} {{ x | object.kind }}", Model()), Is.EqualTo(expected));

    [TestCase("limit:2 offset:1 reversed", "6,0,1 5,1,0 ")]
    [TestCase("offset:3 limit:9 reversed", "6,0,2 5,1,1 4,2,0 ")]
    [TestCase("limit:3 offset:2", "3,0,2 4,1,1 5,2,0 ")]
    [TestCase("offset:4 limit:-1", "5,0,1 6,1,0 ")]
    public void A_loop_with_options(string options, string expected) =>
        Assert.That(Render("{{ for x in (1..6) " + options + " }}{{ x }},{{ for.index }},{{ for.rindex }} {{ end }}"), Is.EqualTo(expected));

    [TestCase("{{ '  Hello, World! 12 ' | string.handleize }} {{ '--a' | string.handleize }} {{ '!!!' | string.handleize }}", "-hello-world-12 -a ")]
    [TestCase("{{ 'x.y (b) x-y 1a' | string.capitalizewords }}", "X.y (B) X-y 1A")]
    [TestCase("{{ '' | regex.replace '^' 'x' }} {{ 'abc' | regex.split '' }} {{ 'ab' | regex.match '' }}", "x [\"\", \"a\", \"b\", \"c\", \"\"] [\"\"]")]
    [TestCase("{{ x = 'abc'; x[-9] }}|{{ x['1'] }}", "|b")]
    [TestCase("{{ date.format = '%F'; date.format }} {{ string.own = 1; string.own }}", "%F 1")]
    public void A_text_function(string template, string expected) => Assert.That(Render(template), Is.EqualTo(expected));

    [TestCase("{{ readonly q; q = 1; q = 2; q }}", "2")]
    [TestCase("{{ q = 1; readonly q; q = 2 }}", "<input>(1,23) : error : Cannot set the readonly variable `q`")]
    [TestCase("{{ $q = 1; readonly $q; $q = 2 }}", "<input>(1,25) : error : Cannot set value on the readonly variable `$q`")]
    [TestCase("{{ string.upcase = null }}", "<input>(1,11) : error : Cannot set a value for the readonly member: string.upcase")]
    [TestCase("{{ string['upcase'] = 1 }}", "<input>(1,11) : error : Cannot set a value for the readonly member `upcase` in the indexer: string['upcase']")]
    [TestCase("{{ with array; size = 1; end }}", "<input>(1,16) : error : Cannot set the readonly variable `size`")]
    [TestCase("{{ date.default_format = 1 }}", "<input>(1,9) : error : Cannot set a value for the readonly member: date.default_format")]
    [TestCase("{{ date.now = 1 }}", "<input>(1,9) : error : Cannot set a value for the readonly member: date.now")]
    [TestCase("{{ x = [1] | array.limit 1; x.foo = 1 }}", "<input>(1,31) : error : Cannot set a value for the readonly member: x.foo")]
    public void What_is_read_only(string template, string expected) => Assert.That(Attempt(template), Is.EqualTo(expected));

    [TestCase("[2, 1.5] | array.sort", "<input>(1,15) : error : Failed to compare two elements in the array.")]
    [TestCase("['b', 1] | array.sort", "<input>(1,15) : error : Failed to compare two elements in the array.")]
    [TestCase("[date, span] | array.sort", "<input>(1,19) : error : Failed to compare two elements in the array.")]
    [TestCase("number[0]", "<input>(1,4) : error : Cannot use the int primitive `3` as a list.")]
    [TestCase("number['a']", "<input>(1,11) : error : Unable to convert type `string` to int")]
    [TestCase("flag[0]", "<input>(1,4) : error : Cannot use the bool primitive `True` as a list.")]
    [TestCase("x = ''; x[0]", "<input>(1,12) : error : Unexpected exception while accessing target expression: Index was outside the bounds of the array.")]
    [TestCase("true + false", "<input>(1,9) : error : The operator `+` is not valid for bool<->bool")]
    [TestCase("-null", "<input>(1,5) : error : Operator `-` is not supported")]
    [TestCase("+null", "<input>(1,5) : error : Operator `+` is not supported")]
    [TestCase("missing++", "<input>(1,4) : error : Operator `+` is not supported")]
    [TestCase("span + span", "<input>(1,9) : error : Unsupported types `01:30:00/TimeSpan` + `01:30:00/TimeSpan` for binary operation")]
    [TestCase("span < span", "<input>(1,9) : error : Unsupported types `01:30:00/TimeSpan` < `01:30:00/TimeSpan` for binary operation")]
    [TestCase("span == 1", "<input>(1,9) : error : Unable to convert type `TimeSpan` to int")]
    [TestCase("date == 2.5", "<input>(1,9) : error : Unable to convert type `DateTime` to `double`")]
    [TestCase("{} == 1", "<input>(1,7) : error : Unable to convert type `object` to int")]
    [TestCase("date - span", "<input>(1,9) : error : The operator `Subtract` is not supported for between <DateTime> and <TimeSpan>")]
    [TestCase("date == span", "<input>(1,9) : error : The operator `CompareEqual` is not supported for between <DateTime> and <TimeSpan>")]
    [TestCase("date + date", "<input>(1,9) : error : The operator `Add` is not supported for DateTime")]
    [TestCase("[1] << 'a'", "<input>(1,8) : error : Operator `<<` is not supported on string objects")]
    [TestCase("'a' >> [1]", "<input>(1,8) : error : Operator `>>` is not supported on string objects")]
    [TestCase("null | regex.match 'o'", "<input>(1,11) : error : Argument `text` cannot be null for function `Match`.")]
    [TestCase("'a' | regex.replace 'o' null", "<input>(1,10) : error : Argument `replace` cannot be null for function `Replace`.")]
    [TestCase("null | regex.escape", "<input>(1,11) : error : Argument `pattern` cannot be null for function `Escape`.")]
    [TestCase("date | math.format 'N2'", "<input>(1,11) : error : Unexpected `02/29/2024 13:04:05`. Must be a formattable number")]
    [TestCase("'5' | math.ceil", "<input>(1,4) : error : Unable to convert type `string` to `double`")]
    [TestCase("1e-7", "<input>(1,4) : error : Unable to parse the integer 1e-7")]
    [SetCulture("")]
    public void An_error(string expression, string message) => Assert.That(Attempt("{{ " + expression + " }}"), Is.EqualTo(message));

    [TestCase("{{ nums = [3, 1]; nums == [3, 1] }} {{ [1, 2] != [1, 3] }} {{ [1] < [1, 2] }} {{ [1, 2] * 2 }} {{ [1, 2, 3] / 2 }} {{ [1, 2, 3] % 2 }}", "true false true [1, 2, 1, 2] [1] [1, 3]")]
    [TestCase("{{ [] == empty }} {{ '' == blank }} {{ {} == empty }} {{ 1 == empty }} {{ empty }}", "true false true false ")]
    [TestCase("{{ 7.5 // 2 }} {{ 3.0 << 1 }} {{ 2.0f / 3.0f }} {{ 0xFFFFFFFF }} {{ 0b_11 }} {{ 4. }} {{ -2 | object.kind }}", "4 6 0.6666667 -1 3 4 int")]
    [TestCase("{{ null | math.round }} {{ 1 | math.divided_by 0 }} {{ 'a' | regex.match 'A' 'iq' }} {{ @string.upcase }}", "0 2147483647 [\"a\"] <function>")]
    [TestCase("{{ 'abc' | string.slice (-5) 4 }}{{ 'abc' | string.slice1 (-2) }} {{ 'AxA' | string.replace_first 'X' '-' }} {{ ' a  b' | string.truncatewords 2 }}", "abb A-A  a...")]
    [TestCase("{{ '2026-01-05' | date | date.to_string '%F' }} {{ [{a: {b: 2}}, {a: {b: 1}}] | array.sort 'a.b' }} {{ 5 | array.sort }}", "2026-01-05 [{a: {b: 1}}, {a: {b: 2}}] [5]")]
    [TestCase("{{ {\"a-b\": 1} }} {{ '5' | object.from_json | object.kind }} {{ x = ''; x.blank? }}", "{\"a-b\": 1} decimal true")]
    public void A_value_that_few_templates_ask_for(string template, string expected) => Assert.That(Render(template), Is.EqualTo(expected));

    [TestCase("{{ func f; break; end; for x in [1, 2]; f; x; end }}", "12")]
    [TestCase("{{ func f; x; end; for x in [1, 2]; f; end }}", "12")]
    [TestCase("{{ n = 1; func f(a); n += a; end; f 2; n }}", "3")]
    [TestCase("{{ func f(a); new = a; end; f 2; new }}|", "|")]
    [TestCase("{{ func inner; a; end; func outer(a); inner; end; outer 1 }}|", "|")]
    [TestCase("{{ x = (do; ret 1; end) + 1; x }}", "2")]
    [TestCase("{{ with {} }}{{ $a = 1 }}{{ end }}{{ $a }}|", "|")]
    public void A_function_or_block_and_the_variables_around_it(string template, string expected) => Assert.That(Render(template), Is.EqualTo(expected));

    [TestCase("{{ for t in [1, 2] }}{{ include 'item' }}{{ end }}", "* 1 \n* 2 \n")]
    [TestCase("{{ include 'item' what: 'x' }}", "*  x\n")]
    public void An_included_template_sees_the_loop_variables_of_its_caller_and_its_named_arguments(string template, string expected)
    {
        var context = new TemplateContext { TemplateLoader = new Golden.DictionaryLoader(new Dictionary<string, string> { ["item"] = "* {{ t }} {{ $what }}\n" }) };
        Assert.That(Render(context, template), Is.EqualTo(expected));
    }

    [TestCase("  {{ if true }}\n    {{ \"a\\nb\" }}\n  {{ end }}", "  \n      a\n    b\n    ")]
    public void The_indentation_of_the_innermost_code_counts(string template, string expected) => Assert.That(Render(template), Is.EqualTo(expected));

    [TestCase("{{ 1 +\n2 }}", "<input>(1,7) : error : Error while parsing binary expression: Expecting an <expression> to the right of the operator instead of `\\n` in: <expression> operator <expression>")]
    [TestCase("{{ (1\n) }}", "<input>(1,6) : error : Invalid token `\\n`. Expecting a closing `)`.\n<input>(2,1) : error : Unexpected token )")]
    [TestCase("{{ (x = 1) }}", "<input>(1,5) : error : Error while parsing assign expression: Expression is only allowed for a top level assignment in: <target_expression> = <value_expression>")]
    [TestCase("{{ else }}", "<input>(1,9) : error : Error while parsing else statement: The <end> statement was not found in: else | else if <expression> ... end|else|else if\n<input>(1,4) : error : A else condition must be preceded by another if/else/when condition or a for loop.")]
    [TestCase("{{ case 1; x; end }}", "<input>(1,12) : error : Unexpected statement/expression `x` in the body of a `case` statement. Only `when`/`else` are expected.")]
    [TestCase("{{ if x", "<input>(1,7) : error : Error while parsing if statement: The <end> statement was not found in: if <expression> ... end|else|else if")]
    [TestCase("{{ x +", "<input>(0,0) : error : Error while parsing binary expression: Expecting an <expression> to the right of the operator instead of `<eof>` in: <expression> operator <expression>")]
    [TestCase("{{ 1 } }}", "<input>(1,6) : error : Invalid token found `}`. Expecting <EOL>/end of line.\n<input>(1,6) : error : Unexpected } while no matching {")]
    [TestCase("{{ 'a' | string.upcase 'b' }}", "<input>(1,10) : error : Argument index must be < 1 (Parameter 'index')")]
    [TestCase("{{ ([] | array.first).x }}", "<input>(1,23) : error : Cannot get the member ([]|array.first).x for a null object.")]
    [TestCase("{{ null | regex.unescape }}", "<input>(1,11) : error : Argument `pattern` cannot be null for function `Unescape`.")]
    [TestCase("{{ for x in [1] foo:2; end }}", "<input>(1,17) : error : Unsupported argument `foo` for statement: `for x in [1] foo:2; end`")]
    public void An_error_of_a_template(string template, string messages) => Assert.That(Attempt(template), Is.EqualTo(messages));

    [TestCase("3 ?? missing")]
    [TestCase("null ?! missing")]
    public void A_missing_variable_behind_a_coalescing_operator_is_an_error_in_strict_mode(string expression) =>
        Assert.That(
            () => Render(new TemplateContext { StrictVariables = true }, "{{ " + expression + " }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EndsWith("The variable or function `missing` was not found"));

    [Test]
    public void A_place_is_a_field_and_a_variable_is_global_or_local()
    {
        var seen = new List<ScriptVariable>();
        var context = new TemplateContext
        {
            TryGetVariable = (TemplateContext _, Parsing.SourceSpan _, ScriptVariable variable, out object? value) =>
            {
                seen.Add(variable);
                value = null;
                return true;
            },
        };
        Render(context, "{{ a }}{{ $b }}");
        Assert.That(seen, Has.One.InstanceOf<ScriptVariableGlobal>().And.One.InstanceOf<ScriptVariableLocal>());
        ref var place = ref seen[0].Span;
        Assert.That(place.Start.Column, Is.EqualTo(3));
    }

    /// <summary>What the template prints, or its error.</summary>
    private static string Attempt(string template)
    {
        var parsed = Template.Parse(template);
        if (parsed.HasErrors)
        {
            return string.Join('\n', parsed.Messages);
        }

        try
        {
            return parsed.Render(Model());
        }
        catch (ScriptRuntimeException exception)
        {
            return exception.Message;
        }
    }

    private static ScriptObject Model() => new()
    {
        ["number"] = 3,
        ["flag"] = true,
        ["letter"] = 'x',
        ["date"] = new DateTime(2024, 2, 29, 13, 4, 5, DateTimeKind.Utc),
        ["span"] = TimeSpan.FromMinutes(90),
        ["day_name"] = DayOfWeek.Friday,
        ["set"] = new HashSet<int> { 1 },
        ["dictionary"] = new Dictionary<string, object> { ["a"] = 1 },
    };
}
