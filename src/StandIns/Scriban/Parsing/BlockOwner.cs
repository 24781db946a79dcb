using Scriban.Syntax;

namespace Scriban.Parsing;

/// <summary>The statement whose block is read, and what <c>else</c> and <c>when</c> in the block add to it.</summary>
internal sealed class BlockOwner(Construct construct, BlockOwner? caseOwner = null)
{
    public Construct Construct => construct;

    /// <summary>The <c>case</c> around a <c>when</c>, or the owner itself.</summary>
    public BlockOwner Root => caseOwner ?? this;

    public bool IsCase => construct == Construct.Case;

    public bool TakesElse => construct == Construct.If || construct == Construct.When || construct == Construct.For;

    public bool TakesWhen => IsCase || construct == Construct.When;

    /// <summary>False for a <c>do</c>, behind whose <c>end</c> the expression may go on.</summary>
    public bool EndsStatement { get; init; } = true;

    /// <summary>The block of an <c>else</c>, or the <c>if</c> behind it.</summary>
    public ScriptStatement? Otherwise { get; set; }

    /// <summary>The branches of a <c>case</c>.</summary>
    public List<ScriptWhenClause> Branches { get; } = [];
}
