using System.Collections;
using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>A list that may also have members, as <c>$</c> has the named arguments of a call.</summary>
public class ScriptArray<T> : IList<T>, IList, IScriptObject
{
    private readonly List<T> _items;
    private ScriptObject? _members;

    public ScriptArray() => _items = [];

    public ScriptArray(int capacity) => _items = new List<T>(capacity);

    public ScriptArray(T[] array) => _items = [.. array];

    public ScriptArray(IEnumerable<T> values) => _items = [.. values];

    public ScriptArray(IEnumerable values) => _items = [.. values.Cast<T>()];

    public int Count => _items.Count;

    public virtual bool IsReadOnly { get; set; }

    bool IList.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    /// <summary>The default value when the index is out of range.</summary>
    public virtual T this[int index]
    {
        get => index >= 0 && index < _items.Count ? _items[index] : default!;
        set
        {
            this.AssertNotReadOnly();
            while (_items.Count <= index)
            {
                _items.Add(default!);
            }

            _items[index] = value;
        }
    }

    object? IList.this[int index]
    {
        get => this[index];
        set => this[index] = (T)value!;
    }

    public virtual void Add(T item)
    {
        this.AssertNotReadOnly();
        _items.Add(item);
    }

    public void AddRange(IEnumerable<T> items)
    {
        this.AssertNotReadOnly();
        _items.AddRange(items);
    }

    public virtual void Insert(int index, T item)
    {
        this.AssertNotReadOnly();
        _items.Insert(index, item);
    }

    public virtual bool Remove(T item)
    {
        this.AssertNotReadOnly();
        return _items.Remove(item);
    }

    public virtual void RemoveAt(int index)
    {
        this.AssertNotReadOnly();
        _items.RemoveAt(index);
    }

    public virtual void Clear()
    {
        this.AssertNotReadOnly();
        _items.Clear();
    }

    public virtual bool Contains(T item) => _items.Contains(item);

    public virtual int IndexOf(T item) => _items.IndexOf(item);

    public virtual void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public T[] ToArray() => [.. _items];

    public List<T>.Enumerator GetEnumerator() => _items.GetEnumerator();

    public virtual IScriptObject Clone(bool deep)
    {
        var clone = new ScriptArray(_items.Select(item => deep && item is IScriptObject nested ? nested.Clone(true) : (object?)item));
        _members?.CopyTo(clone.Members);
        return clone;
    }

    public IEnumerable<string> GetMembers() => ["size", .. _members?.GetMembers() ?? []];

    public virtual bool Contains(string member) => member == "size" || _members?.Contains(member) is true;

    public virtual bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value)
    {
        value = null;
        if (member == "size")
        {
            value = Count;
            return true;
        }

        return _members?.TryGetValue(context, span, member, out value) is true;
    }

    public virtual bool CanWrite(string member) => !IsReadOnly && member != "size" && _members?.CanWrite(member) is not false;

    public virtual bool TrySetValue(TemplateContext context, SourceSpan span, string member, object? value, bool readOnly) =>
        CanWrite(member) && Members.TrySetValue(context, span, member, value, readOnly);

    public virtual bool Remove(string member) => _members?.Remove(member) is true;

    public virtual void SetReadOnly(string member, bool readOnly) => Members.SetReadOnly(member, readOnly);

    private ScriptObject Members => _members ??= [];

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    void ICollection.CopyTo(Array array, int index) => ((ICollection)_items).CopyTo(array, index);

    int IList.Add(object? value)
    {
        Add((T)value!);
        return Count - 1;
    }

    bool IList.Contains(object? value) => ((IList)_items).Contains(value);

    int IList.IndexOf(object? value) => ((IList)_items).IndexOf(value);

    void IList.Insert(int index, object? value) => Insert(index, (T)value!);

    void IList.Remove(object? value) => Remove((T)value!);
}
