using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    /// <summary>
    /// Reads one expression from left to right: an operand, then whatever may follow it. While the arguments of a call are read,
    /// <see cref="_left"/> is the argument that the next operator applies to.
    /// </summary>
    private sealed class ExpressionReader(Parser parser, ExpressionSite site)
    {
        private ScriptExpression _left = null!;

        /// <summary>The call whose arguments, separated by spaces, are being read.</summary>
        private PendingCall? _call;

        private enum Step
        {
            /// <summary>Something else may apply to what was read.</summary>
            Again,

            /// <summary>The next argument of the call follows.</summary>
            Argument,

            /// <summary>Nothing more belongs to the expression.</summary>
            Stop,
        }

        private Token Current => parser.Current;

        public ScriptExpression Read()
        {
            var hasFunction = false;
            var isFirst = true;
            Step step;
            do
            {
                _left = parser.ParseOperand();
                if (_left is ScriptVariableLocal { Name: "$$" })
                {
                    CheckBlockDelegate(isFirst);
                    return _left;
                }

                // Behind `do ... end` nothing else belongs to the expression.
                hasFunction |= _left is ScriptAnonymousFunction;
                do
                {
                    step = hasFunction ? Step.Stop : ReadNext();
                }
                while (step == Step.Again);
                isFirst = false;
            }
            while (step == Step.Argument);

            CloseCall();
            parser._endedWithFunction = hasFunction;
            return _left;
        }

        private void CheckBlockDelegate(bool isFirst)
        {
            if (!isFirst || parser._expressionLevel > 1)
            {
                parser.LogError("Cannot use block delegate $$ in a nested expression");
            }

            if (site.Construct != Construct.Statement)
            {
                parser.LogError(_left.Span, site.Construct, "Cannot use block delegate $$ outside an expression statement");
            }
        }

        private Step ReadNext()
        {
            if (Current.Type is TokenType.Dot or TokenType.QuestionDot)
            {
                return ReadMember();
            }

            ReadIncrement();
            if (Current.Type == TokenType.OpenBracket && !parser.IsAfterSpace && (IsPath(_left) || _left is ScriptLiteral or ScriptFunctionCall))
            {
                return ReadIndexer();
            }

            if (site.IsPath)
            {
                return Step.Stop;
            }

            if (Current.Type == TokenType.Colon && site.Scope != ExpressionScope.WithoutNames)
            {
                return ReadNamedValue();
            }

            if (Current.Type == TokenType.Equal && _left is ScriptFunctionCall { IsDeclaration: true } declaration)
            {
                return ReadInlineFunction(declaration);
            }

            if (Operators.TryGetAssignment(Current.Type, out var compoundOperator))
            {
                return ReadAssignment(compoundOperator);
            }

            if (Operators.TryGetBinary(Current.Type, out var binary))
            {
                return ReadOperator(binary.Operator, binary.Precedence);
            }

            if (Current.Type == TokenType.Question)
            {
                return ReadConditional();
            }

            if (parser.StartsExpression)
            {
                return ReadArgument();
            }

            return IsAtPipe ? ReadPipe() : Step.Stop;
        }

        private bool IsAtPipe => Current.Type is TokenType.VerticalBar or TokenType.PipeGreater;

        private Step ReadMember()
        {
            var next = parser.Next;
            if (next.Type != TokenType.Identifier)
            {
                parser.LogError(
                    parser.SpanOf(next), $"Invalid token `{NameOf(next.Type)}`. The dot operator is expected to be followed by a plain identifier");
                return Step.Stop;
            }

            var start = _left.Span.Start;
            var isConditional = Current.Type == TokenType.QuestionDot || _left is ScriptMemberExpression { IsConditional: true };
            parser.Advance();
            var member = parser.TextOf(Current);
            var memberSpan = parser.SpanOf(Current);
            if (parser.ParseWord() is not ScriptVariable)
            {
                parser.LogError("Unexpected literal member `{member}`");
                return Step.Stop;
            }

            if (member is "empty" or "blank" && Current.Type == TokenType.Question)
            {
                parser.Advance();
                _left = parser.Place(new ScriptIsEmptyExpression(_left, memberSpan), start);
            }
            else
            {
                _left = parser.Place(new ScriptMemberExpression(_left, member, memberSpan, isConditional), start);
            }

            return Step.Again;
        }

        /// <summary>The package's names of its kinds of tokens.</summary>
        private static string NameOf(TokenType type) => type switch
        {
            TokenType.EndOfFile => "Eof",
            TokenType.LocalIdentifier => "IdentifierSpecial",
            TokenType.DoubleLess => "DoubleLessThan",
            TokenType.DoubleGreater => "DoubleGreaterThan",
            TokenType.Ampersand => "Amp",
            TokenType.DoubleAmpersand => "DoubleAmp",
            _ => type.ToString(),
        };

        private void ReadIncrement()
        {
            if (Current.Type is not (TokenType.DoublePlus or TokenType.DoubleMinus))
            {
                return;
            }

            if (!IsPath(_left))
            {
                parser.LogError("The operand of an increment or decrement operator must be a variable, property or indexer");
            }

            var start = _left.Span.Start;
            var isIncrement = Current.Type == TokenType.DoublePlus;
            parser.Advance();
            _left = parser.Place(new ScriptIncrementDecrementExpression(_left, isIncrement, isPostfix: true), start);
        }

        private Step ReadIndexer()
        {
            var start = _left.Span.Start;
            parser.Advance();
            var index = parser.ExpectExpression(
                new ExpressionSite(Construct.Indexer, site.Scope == ExpressionScope.WhenValue ? ExpressionScope.Full : site.Scope, StopsAtArguments: _call is not null),
                $"Expecting <index_expression> instead of `{parser.Show(Current)}`");
            if (Current.Type == TokenType.CloseBracket)
            {
                parser.Advance();
            }
            else
            {
                parser.LogError($"Unexpected `{parser.Show(Current)}`. Expecting ']'");
            }

            _left = parser.Place(new ScriptIndexerExpression(_left, index), start);
            return Step.Again;
        }

        /// <summary>The value behind a colon in an explicit call, or a named value on its own.</summary>
        private Step ReadNamedValue()
        {
            if (_left is not ScriptVariable name)
            {
                parser.LogError(_left.Span, "Expecting a simple global or local variable before `:` in order to create a named argument");
                return Step.Stop;
            }

            parser.Advance();
            _left = parser.Place(new ScriptNamedArgument(name.Name, parser.ExpectExpression(new ExpressionSite(site.Construct, Options: site.Options))), name.Span.Start);
            return Step.Stop;
        }

        private Step ReadInlineFunction(ScriptFunctionCall declaration)
        {
            if (parser._expressionLevel > 1 || !site.AllowsAssignment)
            {
                parser.LogError(_left.Span, Construct.FunctionCall, "Creating a function is only allowed for a top level assignment");
            }

            _left = parser.ParseInlineFunction((ScriptVariableGlobal)declaration.Target, declaration.Arguments);
            return Step.Stop;
        }

        private Step ReadAssignment(ScriptBinaryOperator? compoundOperator)
        {
            var start = _left.Span.Start;
            if (!IsPath(_left) || _call is not null || parser._expressionLevel > 1 || !site.AllowsAssignment)
            {
                parser.LogError(
                    new SourceSpan(parser._fileName, start, Current.End), Construct.Assignment, "Expression is only allowed for a top level assignment");
            }

            var target = _left;
            var operatorSpan = parser.SpanOf(Current);
            parser.Advance();
            var value = parser.ExpectExpression(new ExpressionSite(Construct.Assignment, StopsAtArguments: site.StopsAtArguments));
            _left = parser.Place(new ScriptAssignExpression(target, compoundOperator, operatorSpan, value), start);
            return Step.Stop;
        }

        private Step ReadOperator(ScriptBinaryOperator binaryOperator, int precedence)
        {
            if (precedence <= site.Precedence || (site.Scope == ExpressionScope.WhenValue && binaryOperator == ScriptBinaryOperator.Or))
            {
                return Step.Stop;
            }

            parser.Enter();
            var start = _left.Span.Start;
            var operatorSpan = parser.SpanOf(Current);
            parser.Advance();
            var right = parser.ExpectExpression(
                new ExpressionSite(
                    Construct.Binary,
                    site.Scope == ExpressionScope.WhenValue ? ExpressionScope.Full : site.Scope,
                    precedence,
                    StopsAtArguments: _call is not null || site.StopsAtArguments),
                $"Expecting an <expression> to the right of the operator instead of `{parser.Show(Current)}`");
            _left = parser.Place(new ScriptBinaryExpression(_left, binaryOperator, operatorSpan, right), start);
            return Step.Again;
        }

        /// <summary>What is piped into a function before a question mark is part of the condition.</summary>
        private Step ReadConditional()
        {
            if (site.Precedence > 0 || site.IsPipeTarget)
            {
                return Step.Stop;
            }

            CloseCall();
            var condition = _left;
            parser.Advance();
            var part = new ExpressionSite(Construct.Conditional, ExpressionScope.WithoutNames);
            var then = parser.ExpectExpression(part);
            parser.Expect(TokenType.Colon, ":");
            var otherwise = parser.ExpectExpression(part);
            _left = parser.Place(new ScriptConditionalExpression(condition, then, otherwise), condition.Span.Start);
            return Step.Stop;
        }

        private Step ReadArgument()
        {
            if (site.StopsAtArguments)
            {
                return Step.Stop;
            }

            if (Current.Type == TokenType.Identifier && (site.Options is not null || parser.Next.Type == TokenType.Colon))
            {
                return ReadNamedArguments();
            }

            if (Current.Type == TokenType.OpenParen && !parser.IsAfterSpace)
            {
                return ReadExplicitCall();
            }

            AddArgument();
            return Step.Argument;
        }

        private void AddArgument()
        {
            if (_call is null)
            {
                _call = new PendingCall(_left, []);
            }
            else
            {
                _call.Arguments.Add(_left);
            }
        }

        /// <summary>Names with values behind what was read; the options of a loop may lack their values.</summary>
        private Step ReadNamedArguments()
        {
            if (site.Options is null)
            {
                AddArgument();
            }

            while (Current.Type == TokenType.Identifier && (site.Options is not null || parser.Next.Type == TokenType.Colon))
            {
                if (!TryReadNamedArgument(out var argument))
                {
                    break;
                }

                if (site.Options is { } options)
                {
                    options.Add(argument);
                }
                else
                {
                    _call!.Arguments.Add(argument);
                }

                if (_call is not null && argument.Value is ScriptAnonymousFunction)
                {
                    break;
                }
            }

            if (site.Options is null && parser.StartsExpression)
            {
                return Step.Argument;
            }

            if (_call is not null)
            {
                _left = Complete(_call);
                _call = null;
            }

            return IsAtPipe ? Step.Again : Step.Stop;
        }

        private bool TryReadNamedArgument(out ScriptNamedArgument argument)
        {
            var start = Current.Start;
            var name = parser.ParseWord();
            ScriptExpression? value = null;
            var isVariable = name is ScriptVariable;
            if (!isVariable)
            {
                parser.LogError(name.Span, "Invalid identifier passed as a named argument. Expecting a simple variable name");
            }
            else if (Current.Type == TokenType.Colon)
            {
                parser.Advance();
                value = parser.ExpectExpression(new ExpressionSite(site.Construct, ExpressionScope.Operand));
            }

            argument = parser.Place(new ScriptNamedArgument((name as ScriptVariable)?.Name ?? "", value), start);
            return isVariable;
        }

        private Step ReadExplicitCall()
        {
            var start = _left.Span.Start;
            var arguments = new List<ScriptExpression>();
            parser.Advance();
            parser.ReadCommaSeparated(() =>
            {
                arguments.Add(parser.ParseExpression(new ExpressionSite(Construct.FunctionCall)));
                return true;
            });
            _left = parser.Place(new ScriptFunctionCall(_left, arguments, isExplicit: true), start);
            return Step.Again;
        }

        private Step ReadPipe()
        {
            if (site.Precedence > 0 || site.IsPipeTarget)
            {
                return Step.Stop;
            }

            parser.Enter();
            CloseCall();
            var from = _left;
            parser._openGroups++;
            parser.Advance();
            parser._openGroups--;
            var hasTarget = parser.StartsExpression;
            var to = parser.ExpectExpression(new ExpressionSite(Construct.Pipe));
            _left = parser.Place(new ScriptPipeCall(from, to), from.Span.Start);
            return hasTarget && !parser._endedWithFunction && (IsAtPipe || Current.Type == TokenType.Question) ? Step.Again : Step.Stop;
        }

        private void CloseCall()
        {
            if (_call is not null)
            {
                _call.Arguments.Add(_left);
                _left = Complete(_call);
                _call = null;
            }
        }

        private ScriptFunctionCall Complete(PendingCall call) =>
            parser.Place(new ScriptFunctionCall(call.Target, call.Arguments), call.Target.Span.Start);

        private sealed record PendingCall(ScriptExpression Target, List<ScriptExpression> Arguments);
    }
}
