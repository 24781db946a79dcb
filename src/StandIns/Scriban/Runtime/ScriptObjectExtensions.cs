using System.Collections;
using System.Text.Json;

namespace Scriban.Runtime;

/// <summary>Fills script objects from other objects.</summary>
public static class ScriptObjectExtensions
{
    /// <summary>Fails with an <see cref="InvalidOperationException"/> when the object can't be changed.</summary>
    public static void AssertNotReadOnly(this IScriptObject scriptObject)
    {
        ArgumentNullException.ThrowIfNull(scriptObject);
        if (scriptObject.IsReadOnly)
        {
            throw new InvalidOperationException("The object is readonly");
        }
    }

    /// <summary>Takes the public properties, fields and static members of an object, or the entries of a dictionary, whose keys are not renamed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The object is a string or a number.</exception>
    public static void Import(this IScriptObject script, object? obj, MemberFilterDelegate? filter = null, MemberRenamerDelegate? renamer = null) =>
        script.Import(obj, ScriptMemberImportFlags.All, filter, renamer);

    public static void Import(
        this IScriptObject script,
        object? obj,
        ScriptMemberImportFlags flags,
        MemberFilterDelegate? filter = null,
        MemberRenamerDelegate? renamer = null)
    {
        ArgumentNullException.ThrowIfNull(script);
        switch (obj)
        {
            case null:
                return;
            case IScriptObject other:
                script.Import(other);
                return;
            case JsonElement json:
                script.Import(json);
                return;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                {
                    script.SetValue(entry.Key.ToString()!, entry.Value, readOnly: false);
                }

                return;
            case Type type:
                MemberImport.ImportStatics(script, type, flags, filter, renamer);
                return;
            case string:
                throw Unsupported(obj);
            default:
                if (obj.GetType().IsPrimitive || obj is decimal)
                {
                    throw Unsupported(obj);
                }

                MemberImport.ImportInstance(script, obj, flags, filter, renamer);
                return;
        }
    }

    public static void Import(this IScriptObject script, JsonElement json)
    {
        ArgumentNullException.ThrowIfNull(script);
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Unsupported(json);
        }

        foreach (var property in json.EnumerateObject())
        {
            script.SetValue(property.Name, JsonValues.FromJson(property.Value), readOnly: false);
        }
    }

    public static void Import(this IScriptObject @this, IScriptObject other)
    {
        ArgumentNullException.ThrowIfNull(@this);
        ArgumentNullException.ThrowIfNull(other);
        foreach (var member in other.GetMembers())
        {
            if (other.TryGetValue(member, out var value))
            {
                @this.SetValue(member, value, other is ScriptObject members && members.IsReadOnlyMember(member));
            }
        }
    }

    /// <summary>Makes a delegate callable. A <see cref="TemplateContext"/> and a span as its first parameters are passed by themselves. No template can set it.</summary>
    public static void Import(this IScriptObject script, string member, Delegate function)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(function);
        script.SetValue(member, new MethodFunction(function.Target, function.Method), readOnly: true);
    }

    /// <summary>Setting a read-only member changes nothing.</summary>
    public static void SetValue(this IScriptObject @this, string member, object? value, bool readOnly)
    {
        ArgumentNullException.ThrowIfNull(@this);
        @this.TrySetValue(null!, default, member, value, readOnly);
    }

    public static bool TryGetValue(this IScriptObject @this, string key, out object? value)
    {
        ArgumentNullException.ThrowIfNull(@this);
        return @this.TryGetValue(null!, default, key, out value);
    }

    private static ArgumentOutOfRangeException Unsupported(object obj) =>
        new(nameof(obj), $"Unsupported object type `{obj.GetType()}`. Expecting plain class or struct");
}
