using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>The functions of <c>object</c>.</summary>
internal static class ObjectFunctions
{
    public static object? Default(object? value, object? @default) => value is null or "" ? @default : value;

    /// <summary>A text is evaluated as code; a failure of it is an error at the argument. Anything else is its own value.</summary>
    public static object? Eval(TemplateContext context, SourceSpan span, object? value) => value is string code
        ? Evaluate(() => Parse(span, code, ScriptMode.ScriptOnly).Evaluate(context))
        : value;

    /// <summary>A text is rendered as a template that shares all variables.</summary>
    public static object? EvalTemplate(TemplateContext context, SourceSpan span, object? value) => value is string text
        ? Evaluate(() => context.RenderInPlace(Parse(span, text, ScriptMode.Default)))
        : value;

    public static string Format(TemplateContext context, SourceSpan span, object? value, string? format, string? culture = null) => value switch
    {
        null => string.Empty,
        IFormattable formattable => formattable.ToString(
            format, string.IsNullOrEmpty(culture) ? context.CurrentCulture : CultureInfo.GetCultureInfo(culture)),
        _ => throw new ScriptRuntimeException(span, $"Unexpected `{value}`. Must be a formattable object"),
    };

    public static object? FromJson(string? json)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var document = JsonDocument.Parse(json);
        return JsonValues.FromJson(document.RootElement);
    }

    public static bool HasKey(IDictionary<string, object?>? value, string? key) => value is not null && key is not null && value.ContainsKey(key);

    public static bool HasValue(IDictionary<string, object?>? value, string? key) =>
        value is not null && key is not null && value.TryGetValue(key, out var found) && found is not null;

    public static ScriptArray Keys(TemplateContext context, object? value) =>
        value is null ? [] : new ScriptArray(context.Accessors.For(value).GetMembers(value));

    public static string? Kind(TemplateContext context, object? value) => value is null ? null : context.GetTypeName(value);

    public static int Size(object? value) => value switch
    {
        null => 0,
        string text => text.Length,
        ICollection collection => collection.Count,
        IScriptObject members => members.Count,
        IEnumerable items => items.Cast<object?>().Count(),
        _ => 0,
    };

    public static string ToJson(TemplateContext context, object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            WriteJson(context, writer, value);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static string? Typeof(object? value) => value switch
    {
        null => null,
        string => "string",
        bool => "boolean",
        ScriptRange => "iterator",
        IList => "array",
        IScriptObject or IDictionary => "object",
        IEnumerable => "iterator",
        _ => IsNumber(value) || value is char ? "number" : "object",
    };

    public static ScriptArray Values(TemplateContext context, object? value)
    {
        var values = new ScriptArray();
        if (value is not null)
        {
            var accessor = context.Accessors.For(value);
            foreach (var member in accessor.GetMembers(value))
            {
                values.Add(accessor.TryGetMember(context, context.CurrentSpan, value, member, out var found) ? found : null);
            }
        }

        return values;
    }

    internal static bool IsNumber(object? value) =>
        value is byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal or BigInteger;

    private static object? Evaluate(Func<object?> value)
    {
        try
        {
            return value();
        }
        catch (ScriptRuntimeException exception)
        {
            throw new ArgumentException(exception.Message, nameof(value));
        }
    }

    private static Template Parse(SourceSpan span, string text, ScriptMode mode)
    {
        var template = Template.Parse(text, lexerOptions: new LexerOptions { Mode = mode });
        return template.HasErrors ? throw new ScriptRuntimeException(span, template.Messages.ToString()) : template;
    }

    private static void WriteJson(TemplateContext context, Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case DateTime date:
                writer.WriteStringValue(date);
                break;
            case IScriptFunction and not IScriptObject:
                throw new ArgumentOutOfRangeException(nameof(value), "Can not serialize functions to JSON.");
            case BigInteger:
                throw NotCovered.At(context.CurrentSpan, $"object.to_json of a value of type {context.GetTypeName(value)}");
            case IList list:
                WriteList(context, writer, list);
                break;
            case IEnumerable items when value is not (IScriptObject or IDictionary):
                WriteList(context, writer, items);
                break;
            default:
                if (IsNumber(value) || value is Enum or char or Guid or TimeSpan or DateTimeOffset)
                {
                    JsonSerializer.Serialize(writer, value, value.GetType());
                }
                else
                {
                    WriteMembers(context, writer, value);
                }

                break;
        }
    }

    private static void WriteList(TemplateContext context, Utf8JsonWriter writer, IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            WriteJson(context, writer, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteMembers(TemplateContext context, Utf8JsonWriter writer, object value)
    {
        writer.WriteStartObject();
        var accessor = context.Accessors.For(value);
        foreach (var member in accessor.GetMembers(value))
        {
            if (accessor.TryGetMember(context, context.CurrentSpan, value, member, out var found))
            {
                writer.WritePropertyName(member);
                WriteJson(context, writer, found);
            }
        }

        writer.WriteEndObject();
    }
}
