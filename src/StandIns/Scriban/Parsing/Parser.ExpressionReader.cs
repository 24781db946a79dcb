using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    /// <summary>
    /// Reads one expression from left to right: an operand, then whatever may follow it. While the arguments of a call are read,
    /// <see cref="_left"/> is the argument that the next operator applies to.
    /// </summary>
    private sealed class ExpressionReader(Parser parser, ExpressionScope scope, int precedence, bool allowsAssignment)
    {
        private readonly TextPosition _start = parser.Current.Start;
        private ScriptExpression? _left;
        private ScriptExpression? _target;
        private List<ScriptExpression>? _arguments;
        private bool _isOver;

        private Token Current => parser.Current;

        public ScriptExpression? Read()
        {
            _left = parser.ParseOperand();
            while (_left is not null && !_isOver && !parser._endedWithFunction && ReadNext())
            {
            }

            CloseCall();
            return _left;
        }

        /// <summary>Takes one more piece, after which there is no expression left if the piece is wrong; false when nothing more belongs to it.</summary>
        private bool ReadNext()
        {
            if (ReadAccess())
            {
                return true;
            }

            if (scope is ExpressionScope.Operand or ExpressionScope.Declaration)
            {
                return false;
            }

            return ReadIncrement() || ReadAssignment() || ReadOperator() || ReadConditional() || ReadPipe() || ReadArgument();
        }

        private bool ReadAccess()
        {
            if (Current.Type is TokenType.Dot or TokenType.QuestionDot)
            {
                return ReadMember();
            }

            if (parser.IsAfterSpace || _left is not (IAssignable or ScriptNestedExpression or ScriptThisExpression))
            {
                return false;
            }

            return Current.Type switch
            {
                TokenType.OpenBracket => ReadIndexer(),
                TokenType.OpenParen when scope != ExpressionScope.Declaration => ReadParenthesizedArguments(),
                _ => false,
            };
        }

        private bool ReadMember()
        {
            var start = _left!.Span.Start;
            var isConditional = Current.Type == TokenType.QuestionDot;
            parser.Advance();
            if (Current.Type != TokenType.Identifier)
            {
                parser.LogError(
                    parser.SpanOf(Current),
                    Construct.Member,
                    $"Invalid token `{parser.TextOf(Current)}`. The dot operator is expected to be followed by a plain identifier");
                _left = null;
                return true;
            }

            var memberSpan = parser.SpanOf(Current);
            var member = parser.TextOf(Current);
            parser.Advance();
            _left = member == "empty?"
                ? parser.Place(new ScriptIsEmptyExpression(_left, memberSpan), start)
                : parser.Place(new ScriptMemberExpression(_left, member, memberSpan, isConditional), start);
            return true;
        }

        private bool ReadIndexer()
        {
            var start = _left!.Span.Start;
            parser.OpenGroup();
            var index = parser.ExpectExpression(Construct.Indexer);
            parser.CloseGroup(TokenType.CloseBracket, "]");
            _left = index is null ? null : parser.Place(new ScriptIndexerExpression(_left, index), start);
            return true;
        }

        private bool ReadParenthesizedArguments()
        {
            var start = _left!.Span.Start;
            var arguments = new List<ScriptExpression>();
            parser.OpenGroup();
            while (Current.Type is not (TokenType.CloseParen or TokenType.EndOfFile))
            {
                if (ParseArgumentValue() is not { } argument)
                {
                    parser._openGroups--;
                    _left = null;
                    return true;
                }

                arguments.Add(argument);
                parser._endedWithFunction = false;
                if (Current.Type != TokenType.Comma)
                {
                    break;
                }

                parser.Advance();
            }

            parser.CloseGroup(TokenType.CloseParen, ")");
            _left = parser.Place(new ScriptFunctionCall(_left, arguments), start);
            return true;
        }

        private ScriptExpression? ParseArgumentValue() =>
            IsNamedArgument ? ParseNamedArgument(ExpressionScope.Full) : parser.ExpectExpression(Construct.FunctionCall);

        private bool IsNamedArgument =>
            Current.Type == TokenType.Identifier && parser.Next.Type == TokenType.Colon && parser.Next.Start.Offset == Current.End.Offset + 1;

        private ScriptNamedArgument? ParseNamedArgument(ExpressionScope valueScope)
        {
            var start = Current.Start;
            var name = parser.TextOf(Current);
            parser.Advance();
            parser.Advance();
            return parser.ExpectExpression(Construct.FunctionCall, valueScope) is { } value
                ? parser.Place(new ScriptNamedArgument(name, value), start)
                : null;
        }

        private bool ReadIncrement()
        {
            if (Current.Type is not (TokenType.DoublePlus or TokenType.DoubleMinus) || _left is not IAssignable)
            {
                return false;
            }

            var start = _left.Span.Start;
            var isIncrement = Current.Type == TokenType.DoublePlus;
            parser.Advance();
            _left = parser.Place(new ScriptIncrementDecrementExpression(_left, isIncrement, isPostfix: true), start);
            return true;
        }

        private bool ReadAssignment()
        {
            if (!Operators.TryGetAssignment(Current.Type, out var compoundOperator) || precedence > 0)
            {
                return false;
            }

            var target = _left!;
            var operatorSpan = parser.SpanOf(Current);
            var isAssignable = target is IAssignable && allowsAssignment && _arguments is null;
            if (parser._openGroups > 0)
            {
                parser.LogError(operatorSpan, $"{NotCovered.Phrase}an assignment inside parentheses");
                throw new ParsingAbortedException();
            }

            if (!isAssignable)
            {
                parser.LogError(
                    new SourceSpan(parser._fileName, _start, parser.Previous.End),
                    Construct.Assignment,
                    "Expression is only allowed for a top level assignment");
            }

            parser.Advance();
            var value = parser.ExpectExpression(Construct.Assignment);
            _arguments = null;
            _left = isAssignable && value is not null
                ? parser.Place(new ScriptAssignExpression(target, compoundOperator, operatorSpan, value), _start)
                : null;
            _isOver = true;
            return true;
        }

        private bool ReadOperator()
        {
            if (!Operators.TryGetBinary(Current.Type, out var binary)
                || binary.Precedence <= precedence
                || (scope == ExpressionScope.WhenValue && Current.Type == TokenType.DoubleVerticalBar))
            {
                return false;
            }

            parser.EnterExpression();
            var left = _left!;
            if (left is ScriptNamedArgument)
            {
                parser.LogError(parser.SpanOf(Current), $"{NotCovered.Phrase}an operator behind the value of the named argument `{left}`");
                throw new ParsingAbortedException();
            }

            var operatorSpan = parser.SpanOf(Current);
            parser.AdvanceOverLineEnds();
            if (!parser.StartsExpression)
            {
                parser.LogError(
                    parser.SpanOf(Current),
                    Construct.Binary,
                    $"Expecting an <expression> to the right of the operator instead of `{parser.TextOf(Current)}`");
                _left = PlaceBinary(left, binary.Operator, operatorSpan, right: parser.Place(new ScriptLiteral(null), left.Span.Start));
                return true;
            }

            var right = parser.ParseExpression(ExpressionScope.Full, binary.Precedence);
            _left = right is null ? null : PlaceBinary(left, binary.Operator, operatorSpan, right);
            return true;
        }

        private ScriptBinaryExpression PlaceBinary(ScriptExpression left, ScriptBinaryOperator op, SourceSpan operatorSpan, ScriptExpression right) =>
            parser.Place(new ScriptBinaryExpression(left, op, operatorSpan, right), left.Span.Start);

        private bool ReadConditional()
        {
            if (Current.Type != TokenType.Question || precedence > 0)
            {
                return false;
            }

            CloseCall();
            var condition = _left!;
            parser.AdvanceOverLineEnds();
            var then = parser.ExpectExpression(Construct.Conditional);
            parser.Expect(TokenType.Colon, ":");
            var otherwise = parser.ExpectExpression(Construct.Conditional);
            _left = then is null || otherwise is null
                ? null
                : parser.Place(new ScriptConditionalExpression(condition, then, otherwise), _start);
            _isOver = true;
            return true;
        }

        private bool ReadPipe()
        {
            if (Current.Type is not (TokenType.VerticalBar or TokenType.PipeGreater) || precedence > 0)
            {
                return false;
            }

            CloseCall();
            var from = _left!;
            parser.AdvanceOverLineEnds();
            var to = parser.StartsExpression
                ? parser.ParseExpression(ExpressionScope.Full, PipeTargetPrecedence)
                : parser.ExpectExpression(Construct.Pipe);
            _left = to is null ? null : parser.Place(new ScriptPipeCall(from, to), _start);
            return true;
        }

        private bool ReadArgument()
        {
            if (scope == ExpressionScope.LoopSource || !parser.StartsExpression || Operators.TryGetBinary(Current.Type, out _))
            {
                return false;
            }

            if (_arguments is null)
            {
                _target = _left;
                _arguments = [];
            }
            else
            {
                _arguments.Add(_left!);
            }

            _left = IsNamedArgument ? ParseNamedArgument(ExpressionScope.Operand) : parser.ParseOperand();
            return true;
        }

        private void CloseCall()
        {
            if (_arguments is null)
            {
                return;
            }

            if (_left is not null)
            {
                _arguments.Add(_left);
                _left = parser.Place(new ScriptFunctionCall(_target!, _arguments), _target!.Span.Start);
            }

            _arguments = null;
        }
    }

    /// <summary>The target of a pipe ends before the next pipe, and before a question mark.</summary>
    private const int PipeTargetPrecedence = 1;
}
