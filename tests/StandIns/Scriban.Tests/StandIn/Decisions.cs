using Scriban.Runtime;
using Scriban.Syntax;
using static Scriban.Tests.Rendering;

namespace Scriban.Tests.StandIn;

/// <summary>What had to be decided without seeing the package do it.</summary>
[TestFixture]
public sealed class Decisions
{
    [Test]
    public void A_rendering_that_failed_leaves_no_output_behind()
    {
        var context = new TemplateContext();
        Assert.That(() => Render(context, "before {{ x.y }}"), Throws.TypeOf<ScriptRuntimeException>());
        Assert.That(Render(context, "after"), Is.EqualTo("after"));
    }

    [Test]
    public void What_one_context_does_to_the_functions_no_other_context_sees()
    {
        Assert.That(Render("{{ string.upcase = null }}"), Is.Empty);
        Assert.That(Render("{{ 'a' | string.upcase }}"), Is.EqualTo("A"));
    }

    [Test]
    public void The_message_of_an_exception_reaches_the_error()
    {
        var variables = new ScriptObject();
        variables.Import("boom", new Func<int>(() => throw new InvalidOperationException("kaput")));
        var context = new TemplateContext();
        context.PushGlobal(variables);
        Assert.That(() => Render(context, "{{ boom }}"), Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo("<input>(1,4) : error : kaput"));
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
}
