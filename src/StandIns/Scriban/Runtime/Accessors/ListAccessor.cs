using System.Collections;
using Scriban.Parsing;

namespace Scriban.Runtime.Accessors;

/// <summary>The size and the items of a list, and the members of a script array.</summary>
internal sealed class ListAccessor : ObjectAccessor, IListAccess
{
    public override IEnumerable<string> GetMembers(object target) => target is IScriptObject script ? script.GetMembers() : ["size"];

    public override bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        if (member == "size")
        {
            value = ((IList)target).Count;
            return true;
        }

        value = null;
        return target is IScriptObject script && script.TryGetValue(context, span, member, out value);
    }

    public override bool TrySetMember(TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        target is IScriptObject script && script.TrySetValue(context, span, member, value, readOnly: false);

    public int GetLength(object target) => ((IList)target).Count;

    public object? GetItem(object target, int index) => ((IList)target)[index];

    public bool TrySetItem(object target, int index, object? value)
    {
        var list = (IList)target;
        if (index < 0 || list.IsReadOnly || (list.IsFixedSize && index >= list.Count))
        {
            return false;
        }

        while (list.Count <= index)
        {
            list.Add(null);
        }

        list[index] = value;
        return true;
    }
}
