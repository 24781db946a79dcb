using FsCheck;
using FsCheck.Fluent;

namespace Scriban.Tests.Generated;

/// <summary>What holds for every text, with the package as well. The seed is fixed: a failure comes again, and names the shrunken template.</summary>
[TestFixture]
public sealed class ParsingProperties
{
    private const int CasesOfEachKind = 2_000;

    private static readonly Config Config = Config.QuickThrowOnFailure.WithReplay(7_202_606UL, 11UL).WithMaxTest(CasesOfEachKind);

    [Test]
    [CancelAfter(20_000)]
    public void Whatever_the_pieces_a_template_is_read_or_the_errors_have_a_place(CancellationToken cancellation) =>
        Check.One(Config, Prop.ForAll(Templates.Anything, template => IsReadOrRefused(template, cancellation)));

    [Test]
    [CancelAfter(20_000)]
    public void Whatever_is_changed_a_template_is_read_or_the_errors_have_a_place(CancellationToken cancellation) =>
        Check.One(Config, Prop.ForAll(Templates.Mutated, template => IsReadOrRefused(template, cancellation)));

    private static bool IsReadOrRefused(TemplateText template, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var parsed = Template.Parse(template.Text, "t.md");
        return parsed.HasErrors ? parsed.Messages.All(message => message.ToString().StartsWith("t.md(", StringComparison.Ordinal)) : parsed.Page is not null;
    }
}
