using Scriban.Syntax;

namespace Scriban.Parsing;

/// <summary>What an expression stands in.</summary>
/// <param name="Construct">The construct that the messages name.</param>
/// <param name="Scope">How much is read.</param>
/// <param name="Precedence">Only operators that bind more strongly belong to the expression.</param>
/// <param name="StopsAtArguments">It stands behind an operator among the arguments of a call, whose next argument is not its own.</param>
/// <param name="AllowsAssignment">An assignment may stand here when nothing else is around it.</param>
/// <param name="Options">Takes the options of a loop, names behind its list with or without a value.</param>
internal readonly record struct ExpressionSite(
    Construct Construct, ExpressionScope Scope = ExpressionScope.Full, int Precedence = 0, bool StopsAtArguments = false, bool AllowsAssignment = true,
    List<ScriptNamedArgument>? Options = null)
{
    public bool IsPipeTarget => Construct == Construct.Pipe;

    /// <summary>Nothing but a path follows: an alias or an operand.</summary>
    public bool IsPath => Scope == ExpressionScope.Operand || ReferenceEquals(Construct, Construct.Alias);
}
