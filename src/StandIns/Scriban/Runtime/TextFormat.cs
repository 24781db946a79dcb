using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>The text that a template prints for a value.</summary>
internal sealed class TextFormat(TemplateContext context)
{
    private int _depth;

    /// <param name="value">Any value.</param>
    /// <param name="nested">Inside a list or an object, where texts are quoted, single characters are not, and null is a word.</param>
    public string Format(object? value, bool nested)
    {
        switch (value)
        {
            case null or EmptyScriptObject:
                return nested ? "null" : string.Empty;
            case string text:
                return nested ? $"\"{StringFunctions.Escape(text)}\"" : text;
            case char character:
                return character.ToString();
            case bool flag:
                return flag ? "true" : "false";
            case BigInteger number:
                return number.ToString(CultureInfo.InvariantCulture);
            case DateTime date:
                return context.DateFunctions?.Format(context, date) ?? date.ToString(context.CurrentCulture);
            case IScriptFunction and not (ScriptFunction or IScriptObject):
                return "<function>";
            case ScriptFunction or ScriptNode:
                throw NotCovered.At(context.CurrentSpan, $"printing a value of type {context.GetTypeName(value)}");
            case ScriptObject or IEnumerable:
                return FormatNested(value);
            case IFormattable formattable:
                return formattable.ToString(null, context.CurrentCulture);
            default:
                return IsPair(value) ? FormatNested(ScriptObject.From(value)) : value.ToString() ?? string.Empty;
        }
    }

    private static bool IsPair(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private string FormatNested(object value)
    {
        if (context.ObjectRecursionLimit > 0 && _depth >= context.ObjectRecursionLimit)
        {
            throw new ScriptRuntimeException(context.CurrentSpan, "Structure is too deeply nested or contains reference loops.");
        }

        _depth++;
        try
        {
            return value is ScriptObject script ? script.ToString(null, context) : FormatList((IEnumerable)value);
        }
        finally
        {
            _depth--;
        }
    }

    private string FormatList(IEnumerable items)
    {
        var text = new StringBuilder("[");
        foreach (var item in items)
        {
            text.Append(text.Length > 1 ? ", " : string.Empty).Append(Format(item, nested: true));
        }

        return text.Append(']').ToString();
    }
}
