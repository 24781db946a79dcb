using Scriban.Syntax;
using static Scriban.Tests.Rendering;

namespace Scriban.Tests.StandIn;

/// <summary>What the stand-in leaves out stops with an error that names the construct and its place. The package has none of these.</summary>
[TestFixture]
public sealed class Refusals
{
    [TestCase("{{ string }}", "<input>(1,1) : error : Not covered by the stand-in: printing the functions of a module")]
    [TestCase("{{ f = do; ret 1; end; @f }}", "<input>(1,1) : error : Not covered by the stand-in: printing a value of type function")]
    [TestCase("{{ 1e20 | object.to_json }}", "<input>(1,4) : error : Not covered by the stand-in: object.to_json of a value of type bigint")]
    [TestCase("{{ (1..4) / 2 }}", "<input>(1,11) : error : Not covered by the stand-in: the operator `/` on a range")]
    [TestCase("{{ 'a' | (string.upcase) }}", "<input>(1,10) : error : Not covered by the stand-in: a pipe into `(string.upcase)`")]
    public void A_rendering_stops_at_what_is_not_covered(string template, string message) =>
        Assert.That(() => Render(template), Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo(message));

    [TestCase("{{ 1e999999999 }}", "<input>(1,4) : error : Not covered by the stand-in: the number `1e999999999`")]
    public void A_template_does_not_parse_with_what_is_not_covered(string template, string message) =>
        Assert.That(Template.Parse(template).Messages.Select(entry => entry.ToString()), Has.Some.EqualTo(message));

    [Test]
    public void An_index_on_an_object_with_an_indexer_of_its_own_is_refused() =>
        Assert.That(
            () => Render("{{ version[0] }}", new { Version = new Indexed() }),
            Throws.TypeOf<ScriptRuntimeException>().With.Message.EqualTo(
                "<input>(1,12) : error : Not covered by the stand-in: an index on a value of type Indexed, which has an indexer of its own"));

    private sealed class Indexed
    {
        public int this[int index] => index;
    }
}
