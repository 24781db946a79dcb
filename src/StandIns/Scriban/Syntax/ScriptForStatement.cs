using System.Collections;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>for</c> over a list, with <c>offset:</c>, <c>limit:</c> and <c>reversed</c>.</summary>
internal class ScriptForStatement(
    ScriptExpression variable, ScriptExpression iterator, IReadOnlyList<ScriptNamedArgument> options, ScriptBlockStatement body, ScriptBlockStatement? otherwise)
    : ScriptLoopStatement
{
    protected virtual string LoopObjectName => "for";

    protected virtual bool AcceptsColumns => false;

    protected override object? EvaluateLoop(TemplateContext context)
    {
        var source = context.Evaluate(iterator);
        if (source is null)
        {
            return null;
        }

        if (source is not IEnumerable items)
        {
            throw new ScriptRuntimeException(iterator.Span, $"Unexpected type `{source.GetType()}` for iterator");
        }

        var settings = ReadOptions(context);
        var list = items as IList ?? Copy(items, context);
        var first = Math.Clamp(settings.Offset, 0, list.Count);
        var count = settings.Limit > 0 ? Math.Min(settings.Limit, list.Count - first) : list.Count - first;
        var state = CreateState(count, settings.Columns);
        context.Variables.SetLoopVariable(LoopObjectName, state);
        BeforeLoop(context);
        var result = EvaluateItems(context, list, first, settings.IsReversed, state);
        AfterLoop(context);
        return count == 0 && otherwise is not null ? context.Evaluate(otherwise) : result;
    }

    protected virtual void BeforeLoop(TemplateContext context)
    {
    }

    protected virtual void AfterLoop(TemplateContext context)
    {
    }

    protected virtual LoopState CreateState(int length, int columns) => new(length);

    protected virtual void BeforeItem(TemplateContext context, LoopState state)
    {
    }

    protected virtual void AfterItem(TemplateContext context, LoopState state)
    {
    }

    private object? EvaluateItems(TemplateContext context, IList list, int first, bool isReversed, LoopState state)
    {
        object? result = null;
        for (var i = 0; i < state.Length; i++)
        {
            Step(context);
            var item = list[isReversed ? list.Count - 1 - i : first + i];
            state.MoveTo(i, item);
            if (variable is ScriptVariable name)
            {
                context.Variables.SetLoopVariable(name, item);
            }
            else
            {
                Assignment.To(context, variable, item);
            }

            BeforeItem(context, state);
            result = context.Evaluate(body);
            AfterItem(context, state);
            if (!GoesOn(context))
            {
                break;
            }
        }

        return context.FlowState == ScriptFlowState.Return ? result : null;
    }

    /// <summary>Something that can only be walked is copied, because a loop knows its length and its last turn.</summary>
    private static List<object?> Copy(IEnumerable items, TemplateContext context)
    {
        var copy = new List<object?>();
        foreach (var item in items)
        {
            copy.Add(item);
            if (context.LoopLimit > 0 && copy.Count > context.LoopLimit)
            {
                break;
            }
        }

        return copy;
    }

    private (int Offset, int Limit, bool IsReversed, int Columns) ReadOptions(TemplateContext context)
    {
        var settings = (Offset: 0, Limit: 0, IsReversed: false, Columns: 1);
        foreach (var option in options)
        {
            switch (option.Name)
            {
                case "offset":
                    settings.Offset = ReadNumber(context, option);
                    break;
                case "limit":
                    settings.Limit = ReadNumber(context, option);
                    break;
                case "reversed":
                    settings.IsReversed = true;
                    break;
                case "cols" when AcceptsColumns:
                    settings.Columns = Math.Max(1, ReadNumber(context, option));
                    break;
                default:
                    throw new ScriptRuntimeException(option.Span, $"Unsupported argument `{option.Name}` for statement: `{this}`");
            }
        }

        return settings;
    }

    private static int ReadNumber(TemplateContext context, ScriptNamedArgument option)
    {
        if (option.Value is not { } value)
        {
            throw new ScriptRuntimeException(option.Span, $"Invalid `{option.Name}` argument. Value is required.");
        }

        return context.ToInt(value.Span, context.Evaluate(value));
    }
}
