using FsCheck;
using FsCheck.Fluent;
using Scriban.Syntax;
using Scriban.Tests.Generated;

namespace Scriban.Tests.StandIn;

/// <summary>Whatever the text, rendering ends with a text or with an error that has a place, a refusal among them.</summary>
[TestFixture]
public sealed class RenderingProperties
{
    private const int CasesOfEachKind = 2_000;

    private static readonly Config Config = Config.QuickThrowOnFailure.WithReplay(7_202_606UL, 11UL).WithMaxTest(CasesOfEachKind);

    [Test]
    [CancelAfter(20_000)]
    public void Whatever_the_pieces_a_rendering_ends(CancellationToken cancellation) =>
        Check.One(Config, Prop.ForAll(Templates.Anything, template => Ends(template, cancellation)));

    [Test]
    [CancelAfter(20_000)]
    public void Whatever_is_changed_a_rendering_ends(CancellationToken cancellation) =>
        Check.One(Config, Prop.ForAll(Templates.Mutated, template => Ends(template, cancellation)));

    private static bool Ends(TemplateText template, CancellationToken cancellation)
    {
        var parsed = Template.Parse(template.Text);
        if (parsed.HasErrors)
        {
            return true;
        }

        var context = new TemplateContext { LoopLimit = 50, LimitToString = 10_000, RecursiveLimit = 20, CancellationToken = cancellation };
        try
        {
            return parsed.Render(context) is not null;
        }
        catch (ScriptRuntimeException exception) when (exception is not ScriptAbortException)
        {
            return exception.Message.Contains(" : error : ", StringComparison.Ordinal);
        }
    }
}
