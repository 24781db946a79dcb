using System.Globalization;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>The order of <c>array.sort</c>: nulls first, texts as the current culture sorts them, everything else as <c>&lt;</c> says.</summary>
internal sealed class ItemOrder(TemplateContext context, SourceSpan span) : IComparer<object?>
{
    public int Compare(object? x, object? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        if (x is string left && y is string right)
        {
            return context.CurrentCulture.CompareInfo.Compare(left, right, CompareOptions.None);
        }

        if (x is string || y is string)
        {
            throw NotCovered.At(span, $"sorting {context.GetTypeName(x)} and {context.GetTypeName(y)} together");
        }

        return IsLess(x, y) ? -1 : IsLess(y, x) ? 1 : 0;
    }

    private bool IsLess(object x, object y) =>
        BinaryOperation.Apply(context, span, ScriptBinaryOperator.CompareLess, new Operand(x, span), new Operand(y, span)) is true;
}
