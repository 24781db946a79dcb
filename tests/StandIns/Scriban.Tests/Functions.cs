using Scriban.Runtime;
using Scriban.Syntax;
using static Scriban.Tests.Rendering;

namespace Scriban.Tests;

/// <summary>.NET functions that templates call.</summary>
[TestFixture]
public sealed class Functions
{
    [TestCase("{{ up 'ada' }} {{ 'x' | up }} {{ sum 1 2 }}", "ADA X 3")]
    [TestCase("{{ sum second:5 first:1 }} {{ sum(1) }}", "6 11")]
    [TestCase("{{ many 1 2 3 }}", "3")]
    [TestCase("{{ culture 'a' }}", "a@")]
    public void A_delegate_is_called_by_its_name(string template, string expected) => Assert.That(Render(Context(), template), Is.EqualTo(expected));

    [Test]
    public void Too_few_arguments_are_an_error_behind_the_call() =>
        Assert.That(
            () => Render(Context(), "{{ sum }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo(
                "<input>(1,7) : error : Invalid number of arguments `0` passed to `sum` while expecting `1` arguments"));

    [Test]
    public void An_exception_of_a_function_becomes_an_error_at_the_call() =>
        Assert.That(
            () => Render(Context(), "a\n{{ boom }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo("<input>(2,4) : error : kaput"));

    [Test]
    public void The_static_members_of_a_derived_script_object_are_its_members()
    {
        var context = new TemplateContext();
        context.PushGlobal(new ScriptObject { ["own"] = new OwnFunctions() });
        Assert.That(Render(context, "{{ own.twice 4 }} {{ 5 | own.twice }}"), Is.EqualTo("8 10"));
    }

    [Test]
    public void An_imported_function_can_not_be_set_by_a_template() =>
        Assert.That(
            () => Render(Context(), "{{ sum = 1 }}"),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo("<input>(1,4) : error : Cannot set the readonly variable `sum`"));

    private static int Sum(int first, int second = 10) => first + second;

    private static int Many(params object[] items) => items.Length;

    private static TemplateContext Context()
    {
        var variables = new ScriptObject();
        variables.Import("up", new Func<string, string>(text => text.ToUpperInvariant()));
        variables.Import("sum", Sum);
        variables.Import("many", Many);
        variables.Import("culture", new Func<TemplateContext, string, string>((context, text) => text + "@" + context.CurrentCulture.Name));
        variables.Import("boom", new Func<int>(() => throw new InvalidOperationException("kaput")));
        var context = new TemplateContext();
        context.PushGlobal(variables);
        return context;
    }

    private sealed class OwnFunctions : ScriptObject
    {
        public static int Twice(int value) => value * 2;
    }
}
