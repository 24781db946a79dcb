using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Scriban.Functions;
using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>
/// A dictionary whose keys are the members that templates see, in the order in which they were added.
/// The public static members of a class derived from it become members of its instances.
/// </summary>
public class ScriptObject : IDictionary<string, object?>, IScriptObject, IFormattable
{
    private static readonly ConcurrentDictionary<Type, ScriptObject> StaticsByType = new();

    private readonly Dictionary<string, object?> _values;
    private HashSet<string>? _readOnlyMembers;

    public ScriptObject()
        : this(0)
    {
    }

    public ScriptObject(IEqualityComparer<string>? keyComparer)
        : this(0, keyComparer)
    {
    }

    public ScriptObject(int capacity)
        : this(capacity, (IEqualityComparer<string>?)null)
    {
    }

    public ScriptObject(int capacity, IEqualityComparer<string>? keyComparer)
    {
        _values = new Dictionary<string, object?>(capacity, keyComparer);
        if (GetType() != typeof(ScriptObject))
        {
            StaticsByType.GetOrAdd(GetType(), ImportStatics).CopyTo(this);
        }
    }

    public int Count => _values.Count;

    public virtual bool IsReadOnly { get; set; }

    /// <summary>Null when there is no such member. Setting a read-only member changes nothing.</summary>
    public virtual object? this[string key]
    {
        get => _values.GetValueOrDefault(key);
        set
        {
            this.AssertNotReadOnly();
            if (CanWrite(key))
            {
                _values[key] = value;
            }
        }
    }

    public ICollection<string> Keys => _values.Keys;

    public ICollection<object?> Values => _values.Values;

    /// <summary>A new object with the members of <paramref name="obj"/>, as <see cref="ScriptObjectExtensions"/> imports them.</summary>
    public static ScriptObject From(object obj)
    {
        var result = new ScriptObject();
        result.Import(obj);
        return result;
    }

    public void Add(string key, object? value)
    {
        this.AssertNotReadOnly();
        _values.Add(key, value);
    }

    public void Clear()
    {
        this.AssertNotReadOnly();
        _values.Clear();
        _readOnlyMembers = null;
    }

    public virtual bool Contains(string member) => _values.ContainsKey(member);

    public bool ContainsKey(string key) => _values.ContainsKey(key);

    public IEnumerable<string> GetMembers() => _values.Keys;

    public virtual bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value) =>
        _values.TryGetValue(member, out value);

    public virtual bool CanWrite(string member) => !IsReadOnly && !IsReadOnlyMember(member);

    public virtual bool TrySetValue(TemplateContext context, SourceSpan span, string member, object? value, bool readOnly)
    {
        if (!CanWrite(member))
        {
            return false;
        }

        SetValue(member, value, readOnly);
        return true;
    }

    public void SetValue(string member, object? value, bool readOnly)
    {
        this.AssertNotReadOnly();
        _values[member] = value;
        SetReadOnly(member, readOnly);
    }

    public virtual bool Remove(string member)
    {
        this.AssertNotReadOnly();
        _readOnlyMembers?.Remove(member);
        return _values.Remove(member);
    }

    /// <summary>A member that does not exist stays as writable as any other.</summary>
    public virtual void SetReadOnly(string member, bool readOnly)
    {
        if (readOnly && _values.ContainsKey(member))
        {
            (_readOnlyMembers ??= new HashSet<string>(_values.Comparer)).Add(member);
        }
        else
        {
            _readOnlyMembers?.Remove(member);
        }
    }

    public virtual void CopyTo(ScriptObject dest)
    {
        ArgumentNullException.ThrowIfNull(dest);
        foreach (var (member, value) in _values)
        {
            dest._values[member] = value;
            dest.SetReadOnly(member, IsReadOnlyMember(member));
        }
    }

    public virtual IScriptObject Clone(bool deep)
    {
        var clone = new ScriptObject(_values.Count, _values.Comparer);
        foreach (var (member, value) in _values)
        {
            clone._values[member] = deep && value is IScriptObject nested ? nested.Clone(true) : value;
            clone.SetReadOnly(member, IsReadOnlyMember(member));
        }

        clone.IsReadOnly = IsReadOnly;
        return clone;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    /// <summary>For a message: values as .NET shows them.</summary>
    public sealed override string ToString() =>
        $"{{{string.Join(", ", _values.Select(pair => $"{KeyOf(pair.Key)}: {(pair.Value is IFormattable value ? value.ToString(null, null) : pair.Value)}"))}}}";

    /// <summary>For example <c>{name: "Ada", age: 36}</c> when a template prints it.</summary>
    public virtual string ToString(string? format, IFormatProvider? formatProvider)
    {
        if (formatProvider is not TemplateContext context)
        {
            return ToString();
        }

        return "{" + string.Join(", ", _values.Select(pair => $"{KeyOf(pair.Key)}: {context.ObjectToString(pair.Value, nested: true)}")) + "}";
    }

    internal bool IsReadOnlyMember(string member) => _readOnlyMembers?.Contains(member) is true;

    bool IDictionary<string, object?>.TryGetValue(string key, [MaybeNullWhen(false)] out object value) => _values.TryGetValue(key, out value);

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)_values).Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)_values).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)_values).Remove(item);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string KeyOf(string key)
    {
        var isName = key.Length > 0 && (char.IsLetter(key[0]) || key[0] == '_') && key.All(c => char.IsLetterOrDigit(c) || c == '_');
        return isName ? key : $"\"{StringFunctions.Escape(key)}\"";
    }

    private static ScriptObject ImportStatics(Type type)
    {
        var statics = new ScriptObject();
        MemberImport.ImportStatics(statics, type, ScriptMemberImportFlags.All, null, null);
        return statics;
    }
}
