using System.Collections;
using System.Numerics;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban;

public partial class TemplateContext
{
    /// <summary>Only null and false are false.</summary>
    public virtual bool ToBool(SourceSpan span, object? value) => value is not (null or false or EmptyScriptObject);

    /// <summary>Null is 0.</summary>
    public virtual int ToInt(SourceSpan span, object? value)
    {
        try
        {
            return value switch
            {
                null => 0,
                int number => number,
                BigInteger number => checked((int)number),
                _ => Convert.ToInt32(value, CurrentCulture),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidCastException)
        {
            throw new ScriptRuntimeException(span, $"Unable to convert type `{GetTypeName(value)}` to int", exception);
        }
    }

    /// <summary>Null stays null; a value that is no list is an error.</summary>
    public virtual IList? ToList(SourceSpan span, object? value) => value switch
    {
        null => null,
        IList list => list,
        IEnumerable items => new ScriptArray(items),
        _ => throw new ScriptRuntimeException(span, $"Unexpected list value. Expecting an array, list or iterator. Unable to convert to a list."),
    };

    public T ToObject<T>(SourceSpan span, object? value) => (T)ToObject(span, value, typeof(T))!;

    /// <summary>The value as a function, a property or a typed list wants it.</summary>
    public virtual object? ToObject(SourceSpan span, object? value, Type destinationType)
    {
        ArgumentNullException.ThrowIfNull(destinationType);
        var type = Nullable.GetUnderlyingType(destinationType) ?? destinationType;
        if (type == typeof(bool))
        {
            return ToBool(span, value);
        }

        if (type == typeof(int) && (value is not null || type == destinationType))
        {
            return ToInt(span, value);
        }

        if (value is null)
        {
            return IsNumber(type) && type == destinationType ? Activator.CreateInstance(type) : null;
        }

        if (type == typeof(string))
        {
            return value is EmptyScriptObject ? null : ObjectToString(value);
        }

        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        if (type == typeof(IList))
        {
            return ToList(span, value);
        }

        return Convertible(value, type) ?? throw new ScriptRuntimeException(
            span, $"Unable to convert type `{GetTypeName(value)}` to `{NameOf(type)}`");
    }

    private static bool IsNumber(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(long) || type == typeof(decimal) || type == typeof(BigInteger);

    public virtual string ObjectToString(object? value, bool nested = false) => TextFormat.Format(value, nested);

    /// <summary>The name of a value's type in messages and for <c>object.kind</c>.</summary>
    public virtual string GetTypeName(object? value) => value switch
    {
        null => "null",
        ScriptRange => "range",
        IList => "array",
        IScriptObject => "object",
        IScriptFunction => "function",
        _ => NameOf(value.GetType()),
    };

    /// <summary>Whether a text, list or object has nothing in it.</summary>
    public virtual object? IsEmpty(SourceSpan span, object? against) => against switch
    {
        null => null,
        IList list => list.Count == 0,
        IEnumerable items => !items.Cast<object?>().Any(),
        _ when against.GetType().IsPrimitive || against is decimal => false,
        _ => Accessors.For(against).GetMembers(against).Any(),
    };

    public virtual TemplateContext Write(SourceSpan span, object? textAsObject) =>
        textAsObject is null ? this : Write(ObjectToString(textAsObject));

    public TemplateContext Write(string? text)
    {
        Output.Write(text);
        return this;
    }

    public TemplateContext WriteLine() => Write(NewLine);

    private object? Convertible(object value, Type type)
    {
        try
        {
            if (type.IsEnum)
            {
                return value is string name ? Enum.Parse(type, name, ignoreCase: true) : Enum.ToObject(type, value);
            }

            return (type.IsPrimitive || type == typeof(decimal)) && value is IConvertible and not (DateTime or string or Enum)
                ? Convert.ChangeType(value, type, CurrentCulture)
                : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidCastException or ArgumentException)
        {
            return null;
        }
    }

    private static string NameOf(Type type) => type switch
    {
        _ when type.IsEnum => "enum",
        _ when type == typeof(string) => "string",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(byte) => "byte",
        _ when type == typeof(sbyte) => "sbyte",
        _ when type == typeof(short) => "short",
        _ when type == typeof(ushort) => "ushort",
        _ when type == typeof(int) => "int",
        _ when type == typeof(uint) => "uint",
        _ when type == typeof(long) => "long",
        _ when type == typeof(ulong) => "ulong",
        _ when type == typeof(float) => "float",
        _ when type == typeof(double) => "double",
        _ when type == typeof(decimal) => "decimal",
        _ when type == typeof(BigInteger) => "bigint",
        _ when type.IsGenericType => $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>",
        _ => type.Name,
    };
}
