using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private ScriptFunctionStatement? ParseFunctionStatement(TextPosition start)
    {
        var level = _expressionLevel;
        _expressionLevel = 0;
        var name = ExpectVariable(Construct.Function, start);
        var function = ParseFunction(start, name, isAnonymous: false);
        _expressionLevel = level;
        return name is null ? null : new ScriptFunctionStatement(name, function);
    }

    private ScriptAnonymousFunction ParseAnonymousFunction()
    {
        var start = Current.Start;
        var level = _expressionLevel;
        _expressionLevel = 0;
        Advance();
        var function = ParseFunction(start, name: null, isAnonymous: true);
        _expressionLevel = level;
        return Place(new ScriptAnonymousFunction(function), start);
    }

    private ScriptFunction ParseFunction(TextPosition start, ScriptVariable? name, bool isAnonymous)
    {
        List<ScriptParameter>? parameters = null;
        if (Current.Type == TokenType.OpenParen)
        {
            parameters = [];
            Advance();
            ReadCommaSeparated(() => TryReadParameter(start, parameters));
        }

        ExpectEndOfStatement();
        var body = ParseBlock(new BlockOwner(Construct.Function) { EndsStatement = !isAnonymous });
        return new ScriptFunction(parameters, body, name);
    }

    /// <summary>Reads items up to and including the closing parenthesis.</summary>
    private void ReadCommaSeparated(Func<bool> tryReadItem)
    {
        for (var isFirst = true; Current.Type != TokenType.CloseParen; isFirst = false)
        {
            if (!isFirst && Current.Type == TokenType.Comma)
            {
                Advance();
            }
            else if (!isFirst)
            {
                LogError("Expecting a comma to separate arguments in a function call.");
            }

            if (!StartsExpression)
            {
                LogError("Expecting an expression for argument function calls instead of this token.");
            }
            else if (tryReadItem())
            {
                continue;
            }

            LogError("Expecting a closing parenthesis for a function call.");
            return;
        }

        Advance();
    }

    private bool TryReadParameter(TextPosition start, List<ScriptParameter> parameters)
    {
        if (ExpectVariable(Construct.Function, start) is not { } variable)
        {
            return false;
        }

        if (variable is not ScriptVariableGlobal)
        {
            LogError(variable.Span, "Expecting only a simple name parameter for a function");
        }

        ScriptLiteral? defaultValue = null;
        var takesTheRest = Current.Type == TokenType.TripleDot;
        if (Current.Type == TokenType.Equal)
        {
            defaultValue = ParseDefaultValue(parameters, variable);
        }
        else if (takesTheRest)
        {
            if (parameters.Any(parameter => parameter.TakesTheRest))
            {
                LogError(variable.Span, "Cannot declare multiple variable parameters.");
            }

            Advance();
        }
        else if (parameters.Any(parameter => parameter.TakesTheRest || parameter.DefaultValue is not null))
        {
            LogError(variable.Span, "Cannot declare a normal parameter after an optional parameter.");
        }

        parameters.Add(new ScriptParameter(variable.Name, defaultValue, takesTheRest));
        return true;
    }

    private ScriptLiteral ParseDefaultValue(List<ScriptParameter> parameters, ScriptVariable variable)
    {
        if (parameters.Any(parameter => parameter.TakesTheRest))
        {
            LogError(variable.Span, "Cannot declare an optional parameter after a variable parameter (`...`).");
        }

        Advance();
        if (TryExpectExpression(new ExpressionSite(Construct.Parameter)) is ScriptLiteral literal)
        {
            return literal;
        }

        LogError(variable.Span, "Expecting only a literal for an optional parameter value.");
        return new ScriptLiteral(null);
    }

    /// <summary><c>name(a, b) = expression</c>, up to the equals sign already read as a call.</summary>
    private FunctionDeclaration ParseInlineFunction(ScriptVariableGlobal name, IReadOnlyList<ScriptExpression> arguments)
    {
        Advance();
        var parameters = arguments.Select(argument => new ScriptParameter(((ScriptVariable)argument).Name, null, TakesTheRest: false)).ToList();
        var body = ParseExpressionStatement() ?? Place(new ScriptExpressionStatement(Missing()), Current.Start);
        return new FunctionDeclaration(Place(new ScriptFunctionStatement(name, new ScriptFunction(parameters, body, name)), name.Span.Start));
    }

    /// <summary>A statement that was found where an expression is read.</summary>
    private sealed class FunctionDeclaration(ScriptFunctionStatement statement) : ScriptExpression
    {
        public ScriptFunctionStatement Statement => statement;

        public override object? Evaluate(TemplateContext context) => throw NotCovered.At(statement.Span, "a function declared inside an expression");
    }
}
