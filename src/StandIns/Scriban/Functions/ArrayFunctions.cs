using System.Collections;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>The functions of <c>array</c>. None of them changes the list that it is given.</summary>
internal static class ArrayFunctions
{
    /// <summary>Seen with the package: nulls come first, and texts are sorted alike in every culture.</summary>
    private static readonly Comparer<object?> ItemOrder = Comparer<object?>.Create(Comparer.DefaultInvariant.Compare);

    public static IEnumerable Add(IEnumerable? list, object? value) => new ScriptArray(Items(list).Append(value));

    public static IEnumerable? AddRange(IEnumerable? list1, IEnumerable? list2) => Concat(list1, list2);

    public static bool Any(TemplateContext context, SourceSpan span, IEnumerable? list, object? function, params object?[] args)
    {
        if (list is null || function is not IScriptFunction)
        {
            return false;
        }

        var call = Callback(context, span, function);
        return Items(list).Any(item => context.ToBool(span, call(item, args)));
    }

    public static IEnumerable? Compact(IEnumerable? list) => list is null ? null : new ScriptRange(Items(list).Where(item => item is not null));

    public static IEnumerable? Concat(IEnumerable? list1, IEnumerable? list2) =>
        list1 is null && list2 is null ? null : new ScriptRange(Items(list1).Concat(Items(list2)));

    /// <summary>Values of different types are different, but for an enum in the list, which equals its name and its number.</summary>
    public static bool Contains(IEnumerable? list, object? item) => Items(list).Any(candidate => candidate is Enum member && item is not null
        ? IsNameOrNumberOf(member, item)
        : Equals(candidate, item));

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
            return list;
        }

        var call = Callback(context, span, function);
        return new ScriptRange(Items(list).Select(item => call(item, [])));
    }

    public static IEnumerable? Filter(TemplateContext context, SourceSpan span, IEnumerable? list, object? function)
    {
        if (list is null || function is null)
        {
            return list;
        }

        var call = Callback(context, span, function);
        return new ScriptRange(Items(list).Where(item => context.ToBool(span, call(item, []))));
    }

    public static object? First(IEnumerable? list) => Items(list).FirstOrDefault();

    public static IEnumerable InsertAt(IEnumerable? list, int index, object? value)
    {
        var result = new ScriptArray(Items(list));
        while (result.Count < index)
        {
            result.Add(null);
        }

        result.Insert(Math.Max(0, index), value);
        return result;
    }

    public static string Join(TemplateContext context, SourceSpan span, IEnumerable? list, string? delimiter, object? function = null)
    {
        var items = Items(list);
        if (function is not null)
        {
            var call = Callback(context, span, function);
            items = items.Select(item => call(item, []));
        }

        return string.Join(delimiter, items.Select(item => context.ObjectToString(item)));
    }

    public static object? Last(IEnumerable? list) => Items(list).LastOrDefault();

    public static IEnumerable? Limit(IEnumerable? list, int count) => list is null ? null : new ScriptRange(Items(list).Take(count));

    public static IEnumerable Map(TemplateContext context, SourceSpan span, object? list, string? member)
    {
        var values = new List<object?>();
        foreach (var item in member is null ? [] : Items(context.ToList(span, list)))
        {
            if (item is not null && context.Accessors.For(item).TryGetMember(context, span, item, member!, out var value))
            {
                values.Add(value);
            }
        }

        return new ScriptRange(values);
    }

    public static IEnumerable? Offset(IEnumerable? list, int index) => list is null ? null : new ScriptRange(Items(list).Skip(index));

    public static IEnumerable RemoveAt(IList? list, int index)
    {
        var result = new ScriptArray(Items(list));
        var place = index < 0 ? result.Count + index : index;
        if (place >= 0 && place < result.Count)
        {
            result.RemoveAt(place);
        }

        return result;
    }

    public static IEnumerable Reverse(IEnumerable? list) => list is null ? new ScriptArray() : new ScriptRange(Items(list).Reverse());

    public static int Size(IEnumerable? list) => list is ICollection collection ? collection.Count : Items(list).Count();

    /// <summary>Items, or their members, must be of one type or null; else .NET fails with the message that the package shows.</summary>
    public static IEnumerable Sort(TemplateContext context, SourceSpan span, object? list, string? member = null)
    {
        if (list is null)
        {
            return new ScriptRange([]);
        }

        var items = Items(context.ToList(span, list)).ToList();
        var keys = string.IsNullOrEmpty(member) ? items : items.ConvertAll(item => MemberOf(context, span, item, member));
        return new ScriptArray(Enumerable.Range(0, items.Count).OrderBy(i => keys[i], ItemOrder).Select(i => items[i]));
    }

    public static IEnumerable? Uniq(IEnumerable? list) => list is null ? null : new ScriptRange(Items(list).Distinct());

    private static IEnumerable<object?> Items(IEnumerable? list) => list?.Cast<object?>() ?? [];

    private static object? MemberOf(TemplateContext context, SourceSpan span, object? item, string member) =>
        item is not null && context.Accessors.For(item).TryGetMember(context, span, item, member, out var value) ? value : null;

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
            throw new ScriptRuntimeException(span, $"The parameter function `{function}` is not a function");
        }

        var caller = context.CurrentNode!;
        return (item, args) => Invocation.Call(
            context, caller, callee, [new Argument(item, span), .. args.Select(argument => new Argument(argument, span))]);
    }
}
