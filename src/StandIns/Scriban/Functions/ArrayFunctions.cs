using System.Collections;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>The functions of <c>array</c>. None of them changes the list that it is given, and each item that they look at counts as a turn of a loop.</summary>
internal static class ArrayFunctions
{
    private static readonly Comparer<object?> ItemOrder = Comparer<object?>.Default;

    public static IEnumerable Add(TemplateContext context, SourceSpan span, IEnumerable? list, object? value) =>
        list is null ? new ScriptRange([value]) : new ScriptArray(Items(context, span, list).Append(value));

    public static IEnumerable? AddRange(TemplateContext context, SourceSpan span, IEnumerable? list1, IEnumerable? list2) =>
        Concat(context, span, list1, list2);

    /// <summary>Only true itself counts as an answer, nothing else that is taken for true elsewhere.</summary>
    public static bool Any(TemplateContext context, SourceSpan span, IEnumerable? list, object? function, params object?[] args)
    {
        if (list is null || function is not IScriptFunction)
        {
            return false;
        }

        var call = Callback(context, span, function);
        return Items(context, span, list).Any(item => call(item, args) is true);
    }

    public static IEnumerable? Compact(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? null : new ScriptRange(Items(context, span, list).Where(item => item is not null));

    public static IEnumerable? Concat(TemplateContext context, SourceSpan span, IEnumerable? list1, IEnumerable? list2) =>
        list1 is null && list2 is null ? null : new ScriptRange(Items(context, span, list1).Concat(Items(context, span, list2)));

    /// <summary>Values of different types are different, but for an enum in the list, which equals its name and its number.</summary>
    public static bool Contains(TemplateContext context, SourceSpan span, IEnumerable? list, object? item) =>
        Items(context, span, list).Any(candidate => candidate is Enum member && item is not null ? IsNameOrNumberOf(member, item) : Equals(candidate, item));

    /// <summary>The next item of the list at each call; calls with the same list, or with the same group, share their place.</summary>
    public static object? Cycle(TemplateContext context, SourceSpan span, IList? list, object? group = null)
    {
        if (list is null || list.Count == 0)
        {
            return null;
        }

        var key = ("cycle", group is null ? Join(context, span, list, ",") : context.ObjectToString(group));
        var place = context.Tags.TryGetValue(key, out var stored) ? (int)stored % list.Count : 0;
        context.Tags[key] = place + 1;
        return list[place];
    }

    public static IEnumerable? Each(TemplateContext context, SourceSpan span, IEnumerable? list, object? function)
    {
        if (list is null || function is null)
        {
            return list is null ? null : new ScriptRange(list.Cast<object?>());
        }

        var call = Callback(context, span, function);
        return new ScriptRange(Items(context, span, list).Select(item => call(item, [])));
    }

    public static IEnumerable? Filter(TemplateContext context, SourceSpan span, IEnumerable? list, object? function)
    {
        if (list is null || function is null)
        {
            return list is null ? null : new ScriptRange(list.Cast<object?>());
        }

        var call = Callback(context, span, function);
        return new ScriptRange(Items(context, span, list).Where(item => context.ToBool(span, call(item, []))));
    }

    public static object? First(IEnumerable? list) => list?.Cast<object?>().FirstOrDefault();

    public static IEnumerable InsertAt(TemplateContext context, SourceSpan span, IEnumerable? list, int index, object? value)
    {
        var result = new ScriptArray(Items(context, span, list));
        context.Loops.Count(context, span, Math.Max(0, index - result.Count));
        while (result.Count < index)
        {
            result.Add(null);
        }

        result.Insert(Math.Max(0, index), value);
        return result;
    }

    /// <summary>The function is called with the text of each item.</summary>
    public static string Join(TemplateContext context, SourceSpan span, IEnumerable? list, string? delimiter, object? function = null)
    {
        if (list is null)
        {
            return string.Empty;
        }

        var texts = Items(context, span, list).Select(item => context.ObjectToString(item));
        if (function is not null)
        {
            var call = Callback(context, span, function);
            texts = texts.Select(text => context.ObjectToString(call(text, [])));
        }

        var joined = new System.Text.StringBuilder();
        var isFirst = true;
        foreach (var text in texts)
        {
            Append(isFirst ? "" : delimiter ?? "");
            Append(text);
            isFirst = false;
        }

        return joined.ToString();

        void Append(string part)
        {
            if (context.LimitToString > 0 && part.Length > 0 && (long)joined.Length + part.Length > context.LimitToString)
            {
                throw new ScriptRuntimeException(span, $"Joined string exceeds LimitToString `{context.LimitToString}`.");
            }

            joined.Append(part);
        }
    }

    public static object? Last(IEnumerable? list) => list?.Cast<object?>().LastOrDefault();

    public static IEnumerable? Limit(TemplateContext context, SourceSpan span, IEnumerable? list, int count) =>
        list is null ? null : new ScriptRange(Items(context, span, list).Take(count));

    /// <summary>The member of each item that has one; of something that is no list, its own.</summary>
    public static IEnumerable Map(TemplateContext context, SourceSpan span, object? list, string? member)
    {
        var values = new List<object?>();
        foreach (var item in list is null || member is null ? [] : list is IEnumerable items ? Items(context, span, items) : [list])
        {
            if (item is not null && context.Accessors.For(item).TryGetMember(context, span, item, member!, out var value))
            {
                values.Add(value);
            }
        }

        return new ScriptRange(values);
    }

    public static IEnumerable? Offset(TemplateContext context, SourceSpan span, IEnumerable? list, int index) =>
        list is null ? null : new ScriptRange(Items(context, span, list).Skip(index));

    public static IEnumerable RemoveAt(TemplateContext context, SourceSpan span, IList? list, int index)
    {
        var result = new ScriptArray(Items(context, span, list));
        var place = index < 0 ? result.Count + index : index;
        if (place >= 0 && place < result.Count)
        {
            result.RemoveAt(place);
        }

        return result;
    }

    public static IEnumerable Reverse(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? new ScriptArray() : new ScriptRange(Items(context, span, list).Reverse());

    public static int Size(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is ICollection collection ? collection.Count : Items(context, span, list).Count();

    /// <summary>Items, or their members, must be of one type or null; else .NET fails with the message that the package shows.</summary>
    public static IEnumerable Sort(TemplateContext context, SourceSpan span, object? list, string? member = null)
    {
        switch (list)
        {
            case null:
                return new ScriptRange([]);
            case not IEnumerable:
                return new ScriptArray([list]);
        }

        var items = Items(context, span, (IEnumerable)list).ToList();
        var keys = string.IsNullOrEmpty(member) ? items : items.ConvertAll(item => KeyOf(context, span, item, member));
        return new ScriptArray(Enumerable.Range(0, items.Count).OrderBy(i => keys[i], ItemOrder).Select(i => items[i]));
    }

    public static IEnumerable? Uniq(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? null : new ScriptRange(Items(context, span, list).Distinct());

    private static IEnumerable<object?> Items(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? [] : context.Loops.Count(context, span, list.Cast<object?>());

    /// <summary>A member of that very name, or the end of a path of members with dots between them.</summary>
    private static object? KeyOf(TemplateContext context, SourceSpan span, object? item, string member)
    {
        if (TryGetMember(item, member, out var value) || !member.Contains('.', StringComparison.Ordinal))
        {
            return value;
        }

        value = item;
        return member.Split('.').All(part => TryGetMember(value, part, out value)) ? value : null;

        bool TryGetMember(object? owner, string name, out object? found)
        {
            found = null;
            return owner is not null && context.Accessors.For(owner).TryGetMember(context, span, owner, name, out found);
        }
    }

    private static bool IsNameOrNumberOf(Enum member, object item) => item switch
    {
        Enum => member.Equals(item),
        string name => member.ToString() == name,
        byte or sbyte or short or ushort or int or uint or long => Convert.ToInt64(member, null) == Convert.ToInt64(item, null),
        _ => false,
    };

    private static Func<object?, object?[], object?> Callback(TemplateContext context, SourceSpan span, object? function)
    {
        if (function is not IScriptFunction callee)
        {
            throw new ArgumentException($"The parameter `{function}` is not a function. Maybe prefix it with @?", nameof(function));
        }

        var caller = context.CurrentNode!;
        return (item, args) => Invocation.Call(
            context, caller, callee, [new Argument(item, span), .. args.Select(argument => new Argument(argument, span))], ignoresSurplus: true);
    }
}
